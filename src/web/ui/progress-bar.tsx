import './quantity.css'

/** How far something is, 0 to 1, or `null` while that is unknown. Announced as a progress bar with `label` as its name. */
export function ProgressBar({ value, label, width }: { value: number | null; label: string; width?: number | string }) {
  const percent = value === null ? undefined : Math.round(value * 100)
  return (
    <span
      className="progress keeps-colour"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      style={{ width: width ?? '100%' }}
    >
      <span
        className={percent === undefined ? 'progress-fill progress-unknown' : 'progress-fill'}
        style={percent === undefined ? undefined : { width: `${percent}%` }}
      />
    </span>
  )
}

/** `done` of `of` steps as short dashes, such as the position in a row of stages. */
export function StepDashes({ done, of, label }: { done: number; of: number; label: string }) {
  return (
    <span className="dashes" role="img" aria-label={label}>
      {Array.from({ length: of }, (_, index) => (
        <i key={index} className={index < done ? 'keeps-colour dash-done' : 'keeps-colour'} />
      ))}
    </span>
  )
}
