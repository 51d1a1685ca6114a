import { RangeBar } from '../ui/range-bar.tsx'
import { moneyText, type Amount } from '../ui/money-text.ts'

export interface ScaleRow {
  readonly id: string
  readonly label: string
  readonly p10: Amount
  readonly p50: Amount
  readonly p90: Amount
}

/** Ranges under each other on one scale, so that they can be compared by eye; the dashed line is the quota. */
export function ScaleBars({ rows, quota, width = 190 }: { rows: readonly ScaleRow[]; quota: Amount | null; width?: number }) {
  const [from, to] = scaleOf(rows, quota)
  const currency = rows[0]?.p50.currency ?? 'USD'
  return (
    <div className="scale-bars">
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <span className="label cut">{row.label}</span>
            <RangeBar
              range={{ p10: row.p10.minor, p50: row.p50.minor, p90: row.p90.minor }}
              {...(quota ? { target: quota.minor } : {})}
              from={from}
              to={to}
              width={width}
              label={`${row.label}: p10 ${moneyText(row.p10)}, p50 ${moneyText(row.p50)}, p90 ${moneyText(row.p90)}`}
            />
          </li>
        ))}
      </ul>
      <p className="label">
        Scale from {moneyText({ minor: from, currency }, 'tick')} to {moneyText({ minor: to, currency }, 'tick')}.
        {quota ? ' Dashed line marks quota.' : ''}
      </p>
    </div>
  )
}

/** From a little below the lowest to a little above the highest; zero where that is near. */
export function scaleOf(rows: readonly ScaleRow[], quota: Amount | null): [from: number, to: number] {
  const values = [...rows.flatMap((row) => [row.p10.minor, row.p90.minor]), ...(quota ? [quota.minor] : [])]
  const low = Math.min(...values)
  const high = Math.max(...values)
  const margin = 0.08 * (high - low || Math.abs(high) || 1)
  return [low - margin < 0.15 * high ? Math.min(0, low) : low - margin, high + margin]
}
