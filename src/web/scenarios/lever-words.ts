import type { LeverName, Levers, Preview } from './levers-param.ts'
import { moneyText } from '../ui/money-text.ts'
import { countText } from '../deals/deal-words.ts'

interface LeverWords {
  readonly label: string
  /** As far as the slider goes, and its step; in the lever's own unit. */
  readonly least: number
  readonly most: number
  readonly step: number
  readonly text: (value: number) => string
}

const MINUS = '−'

function signed(value: number, text: string): string {
  return `${value > 0 ? '+' : value < 0 ? MINUS : ''}${text}`
}

const points = (value: number): string => signed(value, `${trim(Math.abs(value))} ${Math.abs(value) === 1 ? 'pt' : 'pts'}`)
const days = (value: number): string => signed(value, countText(Math.abs(value), 'day'))
const percent = (value: number): string => signed(value, `${trim(Math.abs(value) * 100)}%`)

/** How each lever is said and how far its slider goes. */
export const LEVER_WORDS = {
  commitWinRate: { label: 'Win rate, open commit', least: -20, most: 20, step: 1, text: points },
  winRate: { label: 'Win rate, all deals', least: -15, most: 15, step: 1, text: points },
  slipDays: { label: 'Average slip', least: 0, most: 15, step: 1, text: days },
  cycleDays: { label: 'Sales cycle', least: -21, most: 21, step: 1, text: days },
  amount: { label: 'Amount of won deals', least: -0.3, most: 0.3, step: 0.01, text: percent },
  creation: { label: 'New deals', least: -0.5, most: 1, step: 0.05, text: percent },
} as const satisfies Record<LeverName, LeverWords>

/** What the lever makes of the figure that it moves: "52% to 47%". */
export function readingText(name: LeverName, value: number, readings: Preview['readings'] | undefined, currency: string): string {
  if (name === 'slipDays') return value === 0 ? 'as forecast' : `${Math.round((100 * value) / 30)}% of wins come a month later`
  if (name === 'cycleDays')
    return value === 0 ? 'as forecast' : `every win ${days(Math.abs(value)).slice(1)} ${value > 0 ? 'later' : 'earlier'}`
  const reading = readings?.find((one) => one.lever === name)
  if (!reading) return value === 0 ? 'as forecast' : ''
  const text = (figure: number): string =>
    reading.unit === 'chance'
      ? `${Math.round(100 * figure)}%`
      : reading.unit === 'minor units'
        ? moneyText({ minor: figure, currency })
        : trim(figure)
  const [from, to] = [text(reading.from), text(reading.to)]
  const unit = reading.unit === 'deals a week' ? ' a week' : reading.unit === 'minor units' ? ' a deal' : ''
  return value === 0 ? `${from}${unit}, as forecast` : `${from} to ${to}${unit}`
}

/** All that levers change, in one line; "As forecast" for none. */
export function leversText(levers: Levers): string {
  const pulled = (Object.keys(LEVER_WORDS) as LeverName[]).flatMap((name) => {
    const value = levers[name]
    return value ? [`${LEVER_WORDS[name].label} ${LEVER_WORDS[name].text(value)}`] : []
  })
  const count = levers.deals?.length ?? 0
  return [...pulled, ...(count > 0 ? [`${countText(count, 'deal')} changed`] : [])].join(', ') || 'As forecast'
}

function trim(value: number): string {
  return String(Math.round(value * 10) / 10)
}
