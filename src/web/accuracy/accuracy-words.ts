import type { api } from '../app/api.ts'

export type Accuracy = Awaited<ReturnType<typeof api.accuracy.report>>
export type Report = NonNullable<Accuracy['report']>
export type RevenueScore = Report['revenue'][number]
export type DealScore = Report['deals'][number]
export type Question = DealScore['question']

/** What the address of the page holds. */
export interface AccuracySearch {
  readonly by?: 'quarter' | 'month' | undefined
  readonly question?: 'ever' | 'in-period' | undefined
  readonly trait?: 'team' | 'segment' | 'owner' | undefined
  /** The period whose weeks are shown. */
  readonly at?: string | undefined
  /** The figure of the strip whose basis is shown. */
  readonly why?: 'miss' | 'tenth' | 'bias' | 'coverage' | 'chances' | 'dates' | undefined
}

export type OnAccuracySearch = (change: AccuracySearch, how?: 'push') => void

export const METHOD_LABELS: Readonly<Record<RevenueScore['method'], string>> = {
  model: 'AI p50',
  'stage weights': 'Stage weights',
  'stage win rates': 'Stage win rates',
  'last period': 'Last period',
  'same period last year': 'Same period last year',
}

/** What each naive method is, for those who ask. */
export const METHOD_WORDS: Readonly<Record<Exclude<RevenueScore['method'], 'model'>, string>> = {
  'stage weights': 'closed, and 10, 25, 50 and 75% of open deals due by then, by stage',
  'stage win rates': 'closed, and open deals due by then at the win rate of their stage',
  'last period': 'what the period before brought',
  'same period last year': 'what the same period a year earlier brought',
}

/** 0.113 as "11.3%", and "–" for what is not known. */
export function shareText(share: number | null | undefined, digits = 1): string {
  if (share === null || share === undefined) return '–'
  const percent = 100 * share
  return `${percent < 0 ? '−' : ''}${Math.abs(percent).toFixed(Math.abs(percent) >= 20 && digits === 1 ? 0 : digits)}%`
}

/** A bias as "3.2% too high". */
export function biasText(bias: number | null | undefined): string {
  if (bias === null || bias === undefined) return '–'
  if (Math.abs(bias) < 0.0005) return 'None'
  return `${shareText(Math.abs(bias))} too ${bias > 0 ? 'high' : 'low'}`
}

export function scoreAt(report: Report, method: RevenueScore['method'], week: number | null): RevenueScore | undefined {
  return report.revenue.find((score) => score.method === method && score.week === week)
}

export function dealScore(report: Report, method: DealScore['method'], question: Question): DealScore | undefined {
  return report.deals.find((score) => score.method === method && score.question === question)
}

/** Weeks from the first day on, in order. */
export function weeksIn(report: Report): number[] {
  return [...new Set(report.revenue.flatMap(({ week }) => (week === null || week < 0 ? [] : [week])))].sort((a, b) => a - b)
}

export function weekLabel(week: number): string {
  return `W${week + 1}`
}

/** Whether any period was over to be graded: a young company has the methods, and nothing to hold them against. */
export function isGraded({ revenue }: Report): boolean {
  return revenue.some(({ n }) => n > 0)
}
