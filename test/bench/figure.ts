/** One line of the table: what may be spent, what was, and on what. */
export interface Figure {
  readonly name: string
  readonly unit: 'ns' | 'ms' | 's' | 'MB' | 'kB' | 'bytes' | 'rows' | '%'
  /** The most that is allowed; null where a figure only stands beside another. */
  readonly budget: number | null
  readonly measured: number
  readonly on: string
}

export type Verdict = 'within' | 'over' | ''

export function verdictOf({ budget, measured }: Figure): Verdict {
  return budget === null || Number.isNaN(measured) ? '' : measured <= budget ? 'within' : 'over'
}

/** Three significant digits: more would be noise. */
export function amountText(value: number, unit: Figure['unit']): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return `${Number(value.toFixed(digits)).toLocaleString('en')} ${unit}`
}
