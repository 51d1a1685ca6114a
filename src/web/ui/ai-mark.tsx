/** The four-point mark of a model's output. Decorative: put the word beside it, or give `label` where it stands alone. */
export function AiMark({ size = 12, label }: { size?: number; label?: string }) {
  return (
    <svg
      className="ai-mark"
      viewBox="0 0 12 12"
      width={size}
      height={size}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <path d="M6 .6C6.5 4 8 5.5 11.4 6 8 6.5 6.5 8 6 11.4 5.5 8 4 6.5 .6 6 4 5.5 5.5 4 6 .6Z" fill="currentColor" />
    </svg>
  )
}
