import { weeksOf } from '../../../domain/forecasting/period.ts'
import type { Trend as TrendOption } from '../../charts/trend-chart.ts'
import { moneyText } from '../../ui/money-text.ts'
import type { Trend } from '../forecast-search.ts'
import { periodLabel, rangeText } from '../forecast-words.ts'

type Week = Trend['weeks'][number]

/** One of the two periods, ready to draw. */
export interface TrendSide {
  readonly chart: Omit<TrendOption, 'top'>
  readonly weeks: readonly Week[]
  readonly finding: string
}

/** The running period up to today, with the weeks to come left empty, or the whole period before. */
export function trendOf(trend: Trend, side: 'now' | 'before'): TrendSide {
  const { currency } = trend.now.p50
  const format = (minor: number) => moneyText({ minor, currency }, 'tick')
  const period = side === 'now' ? trend.period : trend.previous.period
  const over = period.end < trend.asOf
  const weeks: Week[] =
    side === 'before'
      ? [...trend.previous.weeks]
      : over
        ? [...trend.weeks]
        : [...trend.weeks, { week: 'Now', asOf: trend.asOf, figures: trend.now }]
  const points = weeks.map(({ week, figures }) => ({
    at: week,
    ...(figures && {
      closed: figures.closed.minor,
      call: figures.commit.minor,
      p: [figures.p10.minor, figures.p50.minor, figures.p90.minor] as const,
    }),
  }))
  const ahead =
    side === 'now' && !over
      ? weeksOf(period)
          .slice(trend.weeks.length)
          .map((_, i) => ({ at: `W${trend.weeks.length + i + 1}` }))
      : []
  const came = side === 'before' ? trend.previous.closed : over ? trend.now.closed : null
  const level = came
    ? { value: came.minor, label: `Came to ${moneyText(came)}` }
    : side === 'now' && trend.quota
      ? { value: trend.quota.minor, label: `Quota ${moneyText(trend.quota)}` }
      : undefined
  const first = weeks.find(({ figures }) => figures !== null)?.figures
  const last = weeks.findLast(({ figures }) => figures !== null)?.figures
  const name = periodLabel(period.name)
  return {
    chart: { points: [...points, ...ahead], format, ...(level ? { level } : {}) },
    weeks,
    finding:
      first && last
        ? `The p50 for ${name} went from ${moneyText(first.p50)} (${rangeText(first)}) to ${moneyText(last.p50)} (${rangeText(last)})${came ? `; it came to ${moneyText(came)}` : ''}`
        : `The weeks of ${name} are being computed`,
  }
}

/** How the p50 of the middle of the period before compares with what came: "In week 7 it said $4.10M, 2% below". Undefined until both are known. */
export function missText({ previous }: Trend): string | undefined {
  const week = previous.weeks[Math.floor(previous.weeks.length / 2)]
  if (!week?.figures || !previous.closed || previous.closed.minor === 0) return undefined
  const said = week.figures.p50
  const points = Math.round((100 * (said.minor - previous.closed.minor)) / previous.closed.minor)
  const against = points === 0 ? 'which it came to' : `${Math.abs(points)}% ${points > 0 ? 'above' : 'below'} what came`
  return `in ${week.week} it said ${moneyText(said)}, ${against}`
}
