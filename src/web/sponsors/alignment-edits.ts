import type { AccountContext, Alignment } from '../../domain/sponsors/sponsor-account.ts'
import type { ContextEdit } from './sponsor-changes.ts'
import type { SponsorReport } from './sponsor-queries.ts'

type Context = SponsorReport['context']
export type AlignmentRow = SponsorReport['alignment'][number]
type Initiative = AccountContext['initiatives'][number]

/** One initiative of the table with other values; the lists that are sent replace those before. */
export function withInitiative({ initiatives }: Context, row: AlignmentRow, change: Partial<Initiative>): ContextEdit {
  return { initiatives: initiatives.map((one) => (isOf(one, row) ? { ...one, ...change } : one)) }
}

/** The goal of a row with another share reached. */
export function withProgress({ goals }: Context, priority: string, progress: number | null): ContextEdit {
  return { goals: goals.map((one) => (one.goal === priority ? { ...one, progress } : one)) }
}

/** Without the initiative of a row, or where nothing of ours serves it, without the goal. */
export function without({ initiatives, goals }: Context, row: AlignmentRow): ContextEdit {
  return row.initiative === null
    ? { goals: goals.filter(({ goal }) => goal !== row.priority) }
    : { initiatives: initiatives.filter((one) => !isOf(one, row)) }
}

export interface Addition {
  readonly priority: string
  /** Empty where only a goal is added. */
  readonly initiative: string
  readonly alignment: Alignment
  readonly evidence: string
}

/** With a goal of theirs, where it is new, and with what of ours serves it. */
export function withAddition(
  { initiatives, goals }: Context,
  { priority, initiative, alignment, evidence }: Addition,
): ContextEdit {
  return {
    ...(goals.some(({ goal }) => goal === priority) ? {} : { goals: [...goals, { goal: priority, progress: null }] }),
    ...(initiative === ''
      ? {}
      : { initiatives: [...initiatives, { initiative, priority, alignment, evidence: evidence || null }] }),
  }
}

function isOf(one: Initiative, { initiative, priority }: AlignmentRow): boolean {
  return one.initiative === initiative && one.priority === priority
}

/** "40" or "40%" as a share; nothing where it is empty. */
export function readShare(text: string): number | null {
  const percent = readFigure(text, 'Write a share such as 40%')
  if (percent === null) return null
  if (percent < 0 || percent > 100) throw new Error('Write a share from 0 to 100%')
  return percent / 100
}

/** A number as people write it, with or without a percent sign; the reason where it is none. */
export function readFigure(text: string, reason: string): number | null {
  const bare = text.replaceAll(/[\s,%]/g, '').replace('−', '-')
  if (bare === '') return null
  if (!/^-?\d{1,9}(\.\d+)?$/.test(bare)) throw new Error(reason)
  return Number(bare)
}
