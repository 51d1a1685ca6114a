/** A score that could not be had (nothing happened, or nothing was said) is unknown, never 0. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
