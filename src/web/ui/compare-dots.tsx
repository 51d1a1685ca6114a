/** Up to three judgements of 0 to 100 on one track: AI mark, hollow circle, filled diamond. They are never averaged. */
export function CompareDots({
  ai,
  circle,
  diamond,
  label,
  width = 180,
}: {
  ai?: number
  circle?: number
  diamond?: number
  label: string
  width?: number
}) {
  const x = (value: number) => 6 + (value / 100) * (width - 12)
  const known = [ai, circle, diamond].filter((value) => value !== undefined)
  return (
    <svg width={width} height={18} role="img" aria-label={label}>
      <rect x="0" y="8.5" width={width} height="1" fill="var(--line-2)" />
      {known.length > 1 ? (
        <rect
          x={x(Math.min(...known))}
          y="8"
          width={x(Math.max(...known)) - x(Math.min(...known))}
          height="2"
          fill="var(--mute-fill)"
        />
      ) : null}
      {circle === undefined ? null : (
        <circle cx={x(circle)} cy="9" r="4" fill="var(--surface)" stroke="var(--t2)" strokeWidth="2" />
      )}
      {diamond === undefined ? null : <path d={`M${x(diamond)} 3.500l5.5 5.5-5.5 5.5-5.5-5.500z`} fill="var(--accent)" />}
      {ai === undefined ? null : (
        <path
          transform={`translate(${x(ai) - 6} 3)`}
          d="M6 .6C6.5 4 8 5.5 11.4 6 8 6.5 6.5 8 6 11.4 5.5 8 4 6.5.6 6 4 5.5 5.5 4 6 .6Z"
          fill="var(--ai-mark)"
        />
      )}
    </svg>
  )
}
