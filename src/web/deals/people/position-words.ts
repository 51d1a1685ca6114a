/** Words for what people enter of a person's position on a deal. */
export const INFLUENCE_LABELS = { high: 'High', medium: 'Medium', low: 'Low' } as const
export const AUTHORITY_LABELS = {
  final_decision: 'Decides',
  strong_influence: 'Strong influence',
  input_only: 'Input only',
  blocker: 'Can block',
} as const
export const ADVOCACY_LABELS = {
  strong_advocate: 'Strong advocate',
  supporter: 'Supporter',
  neutral: 'Neutral',
  skeptic: 'Skeptic',
  blocker: 'Blocker',
} as const
export const TREND_LABELS = { up: 'Rising', flat: 'Steady', down: 'Falling' } as const

/** Choices of a field where nothing may be known. */
export function optionsOf(labels: Readonly<Record<string, string>>): { value: string; label: string }[] {
  return [{ value: '', label: 'Not known' }, ...Object.entries(labels).map(([value, label]) => ({ value, label }))]
}
