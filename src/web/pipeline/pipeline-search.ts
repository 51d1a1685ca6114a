import { CHANGE_KINDS, type ChangeKind } from '../../domain/opportunities/change.ts'
import type { Segment } from '../../domain/opportunities/opportunity.ts'
import type { Warning } from '../../domain/opportunities/deal-warnings.ts'
import type { ForecastCategory, Stage } from '../../domain/opportunities/stage.ts'
import { quarterOf } from '../../domain/forecasting/period.ts'
import { addDays } from '../../domain/values/plain-date.ts'
import type { api } from '../app/api.ts'

/** What the address of the pipeline says, checked by its route. Defaults are left out. */
export interface PipelineSearch {
  readonly view?: 'table' | 'board' | undefined
  readonly saved?: string | undefined
  readonly q?: string | undefined
  readonly team?: string | undefined
  readonly owner?: string[] | undefined
  readonly account?: string | undefined
  readonly close?: 'any' | 'this-quarter' | 'next-quarter' | 'past' | '14-days' | undefined
  readonly stage?: Stage[] | undefined
  readonly fc?: ForecastCategory[] | undefined
  readonly segment?: Segment[] | undefined
  readonly warn?: 'none' | Warning | undefined
  readonly metric?: string | undefined
  readonly group?: 'forecast' | 'stage' | 'owner' | 'none' | undefined
  readonly sort?: string | undefined
  readonly cols?: string | undefined
  readonly since?: string | undefined
  readonly peek?: string | undefined
  readonly new?: 'no' | 'deal' | undefined
}

export type DealFilter = Parameters<typeof api.opportunities.summary>[0]
export type ListFilter = Parameters<typeof api.opportunities.export>[0]

export interface Clock {
  readonly today: string
  /** First month of the fiscal year, 1 to 12. */
  readonly fiscalStart: number
}

/** The days in which deals of a filter close; an end that is open is absent. */
export function closeSpan(close: PipelineSearch['close'], { today, fiscalStart }: Clock): { from?: string; to?: string } {
  const quarter = quarterOf(today, fiscalStart)
  if (close === 'this-quarter') return { from: quarter.start, to: quarter.end }
  if (close === 'next-quarter') {
    const next = quarterOf(addDays(quarter.end, 1), fiscalStart)
    return { from: next.start, to: next.end }
  }
  if (close === 'past') return { to: addDays(today, -1) }
  if (close === '14-days') return { from: today, to: addDays(today, 14) }
  return {}
}

/** Until when the win chance is asked: the end of the span filtered by, otherwise of this quarter. */
export function horizonOf(search: PipelineSearch, clock: Clock): string {
  const { to } = closeSpan(search.close, clock)
  return to !== undefined && to >= clock.today ? to : quarterOf(clock.today, clock.fiscalStart).end
}

/** The filter of the strip: everything but the figure pressed in it. */
export function stripFilter(search: PipelineSearch, clock: Clock): DealFilter {
  const { from, to } = closeSpan(search.close, clock)
  return {
    ...(search.q ? { q: search.q } : {}),
    ...(search.team ? { team: search.team } : {}),
    ...(search.owner ? { owner: search.owner } : {}),
    ...(search.account ? { account: search.account } : {}),
    ...(search.stage ? { stage: search.stage } : {}),
    ...(search.segment ? { segment: search.segment } : {}),
    ...(search.warn && search.warn !== 'none' ? { warn: search.warn } : {}),
    ...(from ? { closeFrom: from } : {}),
    ...(to ? { closeTo: to } : {}),
    ...(search.since ? { since: search.since } : {}),
  }
}

/** The filter of list, board and export: that of the strip, narrowed to the figure pressed. */
export function listFilter(search: PipelineSearch, clock: Clock): ListFilter {
  const changed = changeOf(search.metric)
  return { ...stripFilter(search, clock), ...(search.fc ? { forecast: search.fc } : {}), ...(changed ? { changed } : {}) }
}

/** The change whose deals are shown, if one is pressed. */
export function changeOf(metric: string | undefined): ChangeKind | undefined {
  return CHANGE_KINDS.find((kind) => kind === metric)
}

/** The parts of the address that a saved view keeps: not what is open at the moment. */
export function viewOf({ saved: _saved, peek: _peek, new: _new, ...kept }: PipelineSearch): Record<string, unknown> {
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined))
}

/** Whether two views show the same. Lists count as written, so ['a'] and 'a' are one. */
export function sameView(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  const written = (view: Record<string, unknown>) =>
    Object.entries(view)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => `${name}=${Array.isArray(value) ? value.join(',') : String(value)}`)
      .toSorted()
      .join('&')
  return written(one) === written(other)
}
