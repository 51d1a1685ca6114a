/** One line of the evaluation: what was asked, what we get, and the best figure known for it. */
export interface Figure {
  question: string
  ours: string
  toBeat: string
  /** The best of the same methods on the very rows that are scored here, where it could be figured. */
  here?: string
  met?: boolean
  note: string
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
