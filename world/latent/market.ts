import { quarterAt, quarterOf } from '../calendar.ts'
import { Random } from '../random.ts'
import { required } from '../required.ts'
import type { WorldSettings } from '../settings.ts'
import { ADVANCE, LOSS, WIN } from './deal-process.ts'

/** What the whole market does to every deal: shocks by quarter, the pull of the quarter's end, a change of regime. */
export interface Market {
  readonly firstQuarter: number
  readonly shocks: readonly number[]
  readonly endOfQuarter: readonly number[]
  readonly shiftFrom: number
  readonly shiftSize: number
  /** Factors on the latent coefficients of this company. */
  readonly coefficients: Readonly<
    Record<'quality' | 'momentum' | 'people' | 'dueDate' | 'competitor' | 'departure' | 'stall', number>
  >
  /** Weekly rates of this company by segment: stages advance, are lost, and won from the last. */
  readonly rates: readonly { readonly advance: readonly number[]; readonly loss: readonly number[]; readonly win: number }[]
}

/** The market from the first day to well after the last, because deals open at the end are simulated on. */
export function makeMarket(settings: WorldSettings, firstDay: number, lastDay: number): Market {
  const random = new Random(settings.seed, 'market')
  const firstQuarter = quarterOf(firstDay).index
  const quarters = quarterOf(lastDay).index - firstQuarter + 13
  const factor = () => Math.exp(settings.coefficientSd * random.normal())
  const shift = settings.regimeShift
  return {
    firstQuarter,
    shocks: Array.from({ length: quarters }, () => settings.shockSd * random.normal()),
    endOfQuarter: settings.endOfQuarter,
    shiftFrom: shift === null ? Number.POSITIVE_INFINITY : firstDay + shift.from * (lastDay - firstDay),
    shiftSize: shift?.size ?? 0,
    coefficients: {
      quality: factor(),
      momentum: factor(),
      people: factor(),
      dueDate: settings.dueDatePull * factor(),
      competitor: factor(),
      departure: factor(),
      stall: factor(),
    },
    rates: settings.pace.map((pace, segment) => {
      const own = (rate: number) => rate * pace * Math.exp(settings.processSd * random.normal())
      return {
        advance: required(ADVANCE[segment]).map(own),
        loss: required(LOSS[segment]).map(own),
        win: own(required(WIN[segment])),
      }
    }),
  }
}

/** Log-hazard that the week starting on this day adds to every win; `shocks` replaces the true shocks in a forward simulation. */
export function winPull(market: Market, day: number, shocks: readonly number[] = market.shocks): number {
  const quarter = quarterOf(day)
  const week = Math.min(12, Math.floor((day - quarter.start) / 7))
  return (
    (market.endOfQuarter[week] ?? 0) +
    (shocks[quarter.index - market.firstQuarter] ?? 0) +
    (day >= market.shiftFrom ? market.shiftSize : 0)
  )
}

export function shocksByQuarter(market: Market): { quarter: string; shock: number }[] {
  return market.shocks.map((shock, i) => ({ quarter: quarterAt(market.firstQuarter + i).name, shock }))
}
