/** The product's own mark: a deck with three masts of different height, in ink. */
export function Mark() {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" className="mark">
      <rect width="20" height="20" rx="4" fill="var(--t1)" />
      <path
        d="M4.5 13.5h11M6.5 13.5v-3M10 13.5V5.5M13.5 13.5V8"
        fill="none"
        stroke="var(--surface)"
        strokeWidth="1.7"
        strokeLinecap="round"
      />
    </svg>
  )
}
