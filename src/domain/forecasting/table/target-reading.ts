import { isBlank, readBoolean } from '../../imports/column-profile.ts'

/** Which value of the target counts as a win; rows with another value than these two have no outcome yet. */
export interface TargetReading {
  positive: string
  negative: string
  /** 1 or 0 per row; -1 without an outcome. */
  outcomes: Int8Array
  withoutOutcome: number
  notes: string[]
}

const WON = /\b(won|win|success|successful|converted|accepted|signed|good)\b/i
const LOST = /\b(lost|lose|loss|failed|failure|declined|rejected|cancelled|canceled|bad)\b/i

/** The outcome of each row, or why the column cannot be one. */
export function readTarget(name: string, cells: readonly string[]): TargetReading | { refused: string } {
  const counts = new Map<string, number>()
  for (const cell of cells) if (!isBlank(cell)) counts.set(cell, (counts.get(cell) ?? 0) + 1)
  const values = [...counts.keys()]
  if (values.length === 0) return { refused: `The target ${name} is blank in every row.` }
  const meant = new Map(values.map((value) => [value, meaning(value)]))
  const won = values.filter((value) => meant.get(value) === true)
  const lost = values.filter((value) => meant.get(value) === false)
  const others = values.filter((value) => meant.get(value) === undefined)
  const notes: string[] = []
  if (won.length === 0 || lost.length === 0) {
    if (values.length > 2)
      return {
        refused: `The target ${name} has ${values.length} values, such as ${values.slice(0, 4).join(', ')}. It must have two, such as Won and Lost.`,
      }
    if (values.length === 2 && won.length + lost.length !== 1) {
      const [first = '', second = ''] = byOrder(values)
      won.splice(0, won.length, second)
      lost.splice(0, lost.length, first)
      notes.push(`Neither value of ${name} says that it is a win: ${second} is taken as the win and ${first} as the loss.`)
    } else if (won.length === 1) lost.push(...others)
    else if (lost.length === 1) won.push(...others)
  } else if (others.length > 0)
    notes.push(
      `Rows whose ${name} is ${others.slice(0, 4).join(', ')}${others.length > 4 ? ', …' : ''} have no outcome and were left out.`,
    )
  const isWon = new Set(won)
  const isLost = new Set(lost)
  const outcomes = Int8Array.from(cells, (cell) => (isWon.has(cell) ? 1 : isLost.has(cell) ? 0 : -1))
  return {
    positive: won.join(', '),
    negative: lost.join(', '),
    outcomes,
    withoutOutcome: outcomes.reduce((sum, one) => sum + (one < 0 ? 1 : 0), 0),
    notes,
  }
}

function meaning(value: string): boolean | undefined {
  if (value === '1.0') return true
  if (value === '0.0') return false
  const plain = readBoolean(value)
  if (plain !== undefined) return plain
  const says = value.replaceAll(/[_-]/g, ' ')
  if (/\bnot\b/i.test(says)) return WON.test(says) ? false : undefined
  if (LOST.test(says)) return false
  return WON.test(says) ? true : undefined
}

/** Numbers by size, words by the alphabet. */
function byOrder(values: readonly string[]): string[] {
  return values.toSorted((a, b) => Number(a) - Number(b) || 0 || (a < b ? -1 : 1))
}
