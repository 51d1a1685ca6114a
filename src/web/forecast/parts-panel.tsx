import { countText } from '../deals/deal-words.ts'
import { AiMark } from '../ui/ai-mark.tsx'
import { moneyText, type Amount } from '../ui/money-text.ts'
import { Panel } from '../ui/panel.tsx'
import { RangeBar } from '../ui/range-bar.tsx'
import { dateText } from '../ui/date-text.ts'
import type { Board } from './forecast-search.ts'

type Range = Board['projection']['open']

/** What the projection is made of: what has closed, what open deals may add, and what deals not yet created may. */
export function PartsPanel({ board }: { board: Board }) {
  const { projection } = board
  const { won, p90, quota, period, asOf, renewals } = projection
  const top = Math.max(p90.minor, quota?.minor ?? 0, 1) * 1.04
  return (
    <Panel title="Where it comes from" hint={`win by ${dateText(period.end, asOf)}`}>
      <table className="parts">
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">p10</th>
            <th scope="col" className="ai-text">
              <AiMark /> p50
            </th>
            <th scope="col">p90</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Closed</th>
            <td />
            <td className="value">{moneyText(won)}</td>
            <td />
          </tr>
          <PartBar top={top} done={won} label={`Closed ${moneyText(won)}`} />
          <PartRows name="Open deals" range={projection.open} top={top} />
          <PartRows name="Not yet created" range={projection.new} top={top} />
          <PartRows name="Together" range={projection} top={top} quota={quota} />
          {renewals ? <RangeRow name="Of which renewals" range={renewals} /> : null}
        </tbody>
      </table>
      {renewals && asOf <= period.end ? (
        <p className="label parts-note">
          Renewals: {moneyText(renewals.won)} closed, {moneyText(renewals.open.p50)} from{' '}
          {countText(renewals.openDeals, 'open deal')}, {moneyText(renewals.new.p50)} from deals not yet created.
        </p>
      ) : null}
      <p className="label parts-note">Ranges do not add up: the parts do not all turn out low, or high, at once.</p>
    </Panel>
  )
}

function PartRows({ name, range, top, quota }: { name: string; range: Range; top: number; quota?: Amount | null }) {
  const { p10, p50, p90 } = range
  return (
    <>
      <RangeRow name={name} range={range} />
      <PartBar
        top={top}
        range={range}
        quota={quota ?? null}
        label={`${name}: p10 ${moneyText(p10)}, p50 ${moneyText(p50)}, p90 ${moneyText(p90)}`}
      />
    </>
  )
}

function RangeRow({ name, range: { p10, p50, p90 } }: { name: string; range: Range }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{moneyText(p10)}</td>
      <td className="value ai-text">{moneyText(p50)}</td>
      <td>{moneyText(p90)}</td>
    </tr>
  )
}

function PartBar({
  top,
  range,
  done,
  quota,
  label,
}: {
  top: number
  range?: Range
  done?: Amount
  quota?: Amount | null
  label: string
}) {
  return (
    <tr className="parts-bar">
      <td colSpan={4}>
        <RangeBar
          to={top}
          width={320}
          label={label}
          {...(range ? { range: { p10: range.p10.minor, p50: range.p50.minor, p90: range.p90.minor } } : {})}
          {...(done ? { done: done.minor } : {})}
          {...(quota ? { target: quota.minor } : {})}
        />
      </td>
    </tr>
  )
}
