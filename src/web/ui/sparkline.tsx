/** A small trend without axes, 16 px high. `label` says first, last and direction in words. Missing values are left out of the line. */
export function Sparkline({
  values,
  label,
  width = 60,
  tone = 't3',
}: {
  values: readonly number[]
  label: string
  width?: number
  tone?: 't3' | 'good-fill' | 'warn-fill' | 'risk-fill'
}) {
  const low = Math.min(...values)
  const span = Math.max(...values) - low || 1
  const at = (index: number) =>
    [2 + (index * (width - 5)) / Math.max(1, values.length - 1), 14 - (12 * ((values[index] ?? low) - low)) / span] as const
  const line = values
    .map((_, index) =>
      at(index)
        .map((n) => n.toFixed(1))
        .join(' '),
    )
    .join(' L')
  const [x, y] = at(values.length - 1)
  return (
    <svg width={width} height={16} role="img" aria-label={label} style={{ color: `var(--${tone})` }}>
      {values.length > 1 ? (
        <path d={`M${line}`} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" strokeLinecap="round" />
      ) : null}
      {values.length > 0 ? <circle cx={x} cy={y} r="2" fill="currentColor" /> : null}
    </svg>
  )
}
