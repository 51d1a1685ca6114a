import type { api } from '../app/api.ts'

/** What the address of the forecast holds. */
export interface ForecastSearch {
  readonly period?: string | undefined
  /** The team or person that the page is narrowed to, as `paramOf` writes its key. */
  readonly node?: string | undefined
  readonly group?: 'team' | 'rep' | PartsBy | undefined
  readonly asOf?: string | undefined
  /** Rows that are unfolded, where that differs from the start; 'none' for none. */
  readonly open?: string[] | undefined
  /** The day that changes count from; left out, a week earlier. */
  readonly since?: string | undefined
  /** The row that the inspector shows, and which part of it. */
  readonly cell?: string | undefined
  readonly pane?: Pane | undefined
  /** The kind of change whose deals are listed. */
  readonly kind?: string | undefined
  /** What if: levers as scenarios/levers-param.ts writes them, the saved scenario in hand, and those that are compared. */
  readonly levers?: string | undefined
  readonly scenario?: string | undefined
  readonly compare?: string[] | undefined
}

/** What the whole can be split by beside teams and people. */
export const PARTS_BY = ['segment', 'territory', 'product', 'kind'] as const
export type PartsBy = (typeof PARTS_BY)[number]

/** The parts of the inspector; the first has no name in the address. Some list what a figure is the sum of. */
export type Pane = 'deals' | 'closed' | 'commit' | 'best_case' | 'pipeline' | 'changes' | 'why'

export type Board = Awaited<ReturnType<typeof api.forecasting.board>>
export type RollupRow = Board['rollup'][number]
export type Changes = Awaited<ReturnType<typeof api.forecasting.changes>>
export type ChangesQuestion = Parameters<typeof api.forecasting.changes>[0]
export type Trend = Awaited<ReturnType<typeof api.forecasting.trend>>
export type Question = Parameters<typeof api.forecasting.board>[0]

/** Changes the address: filters replace the history, `push` is for what Back should close. */
export type OnSearch = (change: Partial<ForecastSearch>, how?: 'push') => void

/** The key of all that the page shows together, whether or not the rollup has a row for it. */
export const ALL = 'all'

/** All that the page shows together: its row where the rollup has one, else what the board says of it. */
export function wholeOf({ rollup, projection, commit, bestCase, pipeline }: Board): RollupRow {
  const tops = rollup.filter(({ parent, kind }) => parent === null && kind !== 'part')
  if (tops.length === 1 && tops[0]) return { ...tops[0], key: ALL, kind: 'all' }
  const { quota, won, p10, p50, p90, chanceOfQuota, basis } = projection
  return {
    key: ALL,
    kind: 'all',
    name: 'All in sight',
    lead: null,
    parent: null,
    depth: 0,
    quota,
    won,
    commit,
    bestCase,
    pipeline,
    openDeals: basis.openDeals,
    p10,
    p50,
    p90,
    chanceOfQuota,
  }
}

/** The key of a row of the rollup as the address has it: 'team:6f…' is written 'team-6f…'. */
export function paramOf(key: string): string {
  return key.replace(':', '-')
}

/** The other way; undefined for anything that no row can be. */
export function keyOf(param: string | undefined): string | undefined {
  return param !== undefined && /^(all|unassigned|(team|person)-[0-9a-f-]{36}|(segment|territory|product|kind)-.+)$/i.test(param)
    ? param.replace('-', ':')
    : undefined
}

/** Which deals a row stands for, as the operations ask for it; nothing for everybody. */
export function partOf(key: string | undefined): { team?: string; owner?: string; part?: string } {
  const [kind, id] = key?.split(':') ?? []
  if (key !== undefined && PARTS_BY.some((trait) => trait === kind)) return { part: key }
  return kind === 'team' && id ? { team: id } : kind === 'person' && id ? { owner: id } : {}
}

/** The question behind an address. A day that has not come yet counts as today. */
export function questionOf(search: ForecastSearch, today: string): Question {
  const asOf = dayOf(search, today)
  return { ...(search.period ? { period: search.period } : {}), ...(asOf ? { asOf } : {}), ...partOf(keyOf(search.node)) }
}

/** The same for the board, which is split by what the address asks for. */
export function boardQuestionOf(search: ForecastSearch, today: string): Question {
  const group = PARTS_BY.find((trait) => trait === search.group)
  return { ...questionOf(search, today), ...(group ? { group } : {}) }
}

/** The question behind the changes of an address; a day that is not before the one looked from is left out. */
export function changesQuestionOf(search: ForecastSearch, today: string): ChangesQuestion {
  const since = search.since !== undefined && search.since < (dayOf(search, today) ?? today) ? search.since : undefined
  return { ...questionOf(search, today), ...(since ? { since } : {}) }
}

/** The past day that is looked from, or undefined for now. */
export function dayOf(search: ForecastSearch, today: string): string | undefined {
  return search.asOf !== undefined && search.asOf < today ? search.asOf : undefined
}
