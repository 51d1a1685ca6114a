import { SEGMENTS, type Opportunity, type Segment } from '../../domain/opportunities/opportunity.ts'
import type { PipelineStage } from '../../domain/opportunities/stage.ts'
import type { Money } from '../../domain/values/money.ts'
import { daysBetween } from '../../domain/values/plain-date.ts'
import { dateText } from '../ui/date-text.ts'
import { moneyText } from '../ui/money-text.ts'

export const SEGMENT_LABELS = {
  enterprise: 'Enterprise',
  'mid-market': 'Mid-market',
  smb: 'Small business',
} as const satisfies Record<Segment, string>

export const SEGMENT_OPTIONS = SEGMENTS.map((segment) => ({ value: segment, label: SEGMENT_LABELS[segment] }))

/** Whole days since the deal entered its stage, today not counted; null where that is not known. */
export function daysInStage(deal: Pick<Opportunity, 'stageEnteredAt'>, today: string): number | null {
  return deal.stageEnteredAt === null ? null : Math.max(0, daysBetween(deal.stageEnteredAt.slice(0, 10), today))
}

export function moveText(name: string, to: Pick<PipelineStage, 'name' | 'canonical'>): string {
  return to.canonical === 'closed_won'
    ? `${name} won`
    : to.canonical === 'closed_lost'
      ? `${name} lost`
      : `${name} moved to ${to.name}`
}

export function amountSet(name: string, amount: Money | null): string {
  return amount === null ? `${name} amount removed` : `${name} amount set to ${moneyText(amount, 'exact')}`
}

export function dateSet(name: string, what: string, date: string | null, today: string): string {
  return date === null ? `${name} ${what} removed` : `${name} ${what} set to ${dateText(date, today)}`
}

/** A chance without decimals: 0.414 is "41%". Never "0%" or "100%" for what is not certain. */
export function chanceText(chance: number): string {
  const percent = Math.round(chance * 100)
  if (percent === 0 && chance > 0) return '< 1%'
  if (percent === 100 && chance < 1) return '> 99%'
  return `${percent}%`
}

export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
