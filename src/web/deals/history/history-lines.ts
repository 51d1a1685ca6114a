import { STAGES, type Stage } from '../../../domain/opportunities/stage.ts'
import type { Money } from '../../../domain/values/money.ts'
import type { HistoryLine } from '../../charts/step-history.ts'
import type { Change } from '../deal-queries.ts'

/** A value of a deal that held from an instant on. */
export interface Held<T> {
  readonly at: string
  readonly value: T
}

/** The values that a field of the deal had, oldest first, each from when it was true. A field that never changed gives one, or none if never set. */
export function heldValues<T>(history: readonly Change[], field: string): Held<T>[] {
  const changes = history.filter((change) => change.noun === 'opportunity' && change.after !== null && field in change.after)
  const inOrder = changes.toSorted((a, b) => (a.occurredAt === b.occurredAt ? a.id - b.id : a.occurredAt < b.occurredAt ? -1 : 1))
  return inOrder.map((change) => ({ at: change.occurredAt, value: (change.after as Record<string, T>)[field] as T }))
}

/** Points of one line; what cannot be drawn (no amount, no date) ends nothing: the value before holds on. */
function line<T>(name: string, held: readonly Held<T>[], valueOf: (value: T) => number | null): HistoryLine {
  return {
    name,
    points: held.flatMap(({ at, value }) => {
      const number = valueOf(value)
      return number === null ? [] : [{ at, value: number }]
    }),
  }
}

export function amountLine(history: readonly Change[]): HistoryLine {
  return line<Money | null>('Amount', heldValues(history, 'amount'), (amount) => amount?.minor ?? null)
}

/** The place of the stage in the order of stages, from 0. */
export function stageLine(history: readonly Change[]): HistoryLine {
  return line<Stage>('Stage', heldValues(history, 'stage'), (stage) => (STAGES.includes(stage) ? STAGES.indexOf(stage) : null))
}

/** Milliseconds of the close date that was expected. */
export function closeLine(history: readonly Change[]): HistoryLine {
  return line<string | null>('Close date', heldValues(history, 'expectedCloseOn'), (date) =>
    date === null ? null : Date.parse(date),
  )
}

/** Owners as levels: 0 the first one, 1 the next other one. With the ids by level. */
export function ownerLine(history: readonly Change[]): { line: HistoryLine; owners: readonly string[] } {
  const held = heldValues<string | null>(history, 'ownerId')
  const owners = [...new Set(held.flatMap(({ value }) => value ?? []))]
  return { line: line('Owner', held, (owner) => (owner === null ? null : owners.indexOf(owner))), owners }
}
