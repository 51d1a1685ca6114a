import './quantity.css'

export interface RangeValues {
  readonly p10: number
  readonly p50: number
  readonly p90: number
}

/**
 * A projected range on a scale from `from` to `to`: band p10 to p90, tick p50, dashed line at `target`.
 * `done` draws what is certain already as a thin dark bar from the left. All values in one unit; `label` names them in words.
 */
export function RangeBar({
  range,
  done,
  target,
  from = 0,
  to,
  width = 108,
  label,
}: {
  range?: RangeValues
  done?: number
  target?: number
  from?: number
  to: number
  width?: number
  label: string
}) {
  const x = (value: number) => `${(100 * Math.max(0, Math.min(1, (value - from) / (to - from || 1)))).toFixed(2)}%`
  return (
    <svg className="range-bar" width={width} height={16} role="img" aria-label={label}>
      <rect
        x="0"
        y={done === undefined ? 7.5 : 6.5}
        width="100%"
        height={done === undefined ? 1 : 3}
        rx="1.5"
        fill={done === undefined ? 'var(--line-2)' : 'var(--well)'}
      />
      {done === undefined ? null : <rect x="0" y="6" width={x(done)} height="4" rx="2" fill="var(--closed)" />}
      {range ? (
        <>
          <rect
            x={x(range.p10)}
            y="4.5"
            width={`${Math.max(0, Number.parseFloat(x(range.p90)) - Number.parseFloat(x(range.p10)))}%`}
            height="7"
            rx="2.5"
            fill="var(--ai-line)"
          />
          <rect x={x(range.p50)} y="2.5" width="2" height="11" rx="1" fill="var(--ai-mark)" transform="translate(-1 0)" />
        </>
      ) : null}
      {target === undefined ? null : (
        <line x1={x(target)} x2={x(target)} y1="0" y2="16" stroke="var(--t1)" strokeDasharray="2.5 1.5" />
      )}
    </svg>
  )
}

/** Attainment of a target, every row on the same scale of 0 to 125% of it, so that the dashed line is aligned down a column. */
export function AttainmentBar({
  target,
  done,
  range,
  width = 108,
  label,
}: {
  target: number
  done: number
  range?: RangeValues
  width?: number
  label: string
}) {
  return <RangeBar {...(range ? { range } : {})} done={done} target={target} to={target * 1.25} width={width} label={label} />
}
