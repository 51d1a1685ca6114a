import { Problem } from '../../contract/problem.ts'
import { dealClaims } from '../../domain/forecasting/claims/deal-claims.ts'
import { quarterOf } from '../../domain/forecasting/period.ts'
import { addDays } from '../../domain/values/plain-date.ts'
import type { Ctx } from '../platform/context.ts'
import { contactsOf } from '../activities/store.ts'
import { readSettings } from '../settings/store.ts'
import type { DealInput, DealReading } from './deal-reading.ts'
import { knownBefore } from './question.ts'

interface DealQuestion {
  readonly deal: string
  readonly asOf?: string | undefined
  readonly until?: string | undefined
}

/** Everything that is said of one deal, if the asker may see it. */
export async function dealAnswer(ctx: Ctx, input: DealQuestion) {
  const settings = await readSettings(ctx.db)
  const day = input.asOf ?? ctx.today
  const until = input.until ?? quarterOf(day, settings.fiscalYearStartMonth).end
  const reading = await ctx.app.workers.run<DealReading | null>('forecasting', 'deal', {
    connection: ctx.app.connection,
    asOf: knownBefore(ctx, input.asOf),
    key: input.deal,
    until,
  } satisfies DealInput)
  const sees = (owner: string | null) => ctx.sight.kind === 'all' || (owner !== null && ctx.sight.owners.includes(owner))
  if (!reading || !sees(reading.history.owner))
    throw new Problem('not-found', 'There is no such deal, or it is not yours to see.')
  const before = input.asOf === undefined ? ctx.now : `${input.asOf}T00:00:00Z`
  const contacts = await contactsOf(ctx, reading.id, before)
  const money = (minor: number) => ({ minor: Math.round(minor), currency: settings.baseCurrency })
  const { history, now } = reading
  return {
    id: reading.id,
    externalId: history.key,
    name: reading.name,
    asOf: day,
    until,
    now: now && nowOf(now, { day, until, due: history.expectedClose, money, sees }),
    course: reading.course.map(({ at, ...chances }) => ({ at: dateOf(at), ...chances })),
    amounts: (history.amounts ?? []).map(({ at, value }) => ({
      at: instantOf(at),
      amount: value === null ? null : money(value),
    })),
    closeDates: (history.closeDates ?? []).map(({ at, value }) => ({
      at: instantOf(at),
      date: value === null ? null : dateOf(value),
    })),
    model: { version: reading.version, state: reading.state, closedDeals: reading.closed },
    basis: `From ${reading.closed.toLocaleString('en')} closed deals, ${input.asOf === undefined ? 'as known now' : `as known before ${day} began`}`,
    contacts,
  }
}

interface Setting {
  readonly day: string
  readonly until: string
  readonly due: number | null
  readonly money: (minor: number) => { minor: number; currency: string }
  readonly sees: (owner: string | null) => boolean
}

const WINDOW_DAYS = 14

function nowOf({ forecast, before, slipBase, whatIfs, similar }: NonNullable<DealReading['now']>, setting: Setting) {
  const { day, until, due, money, sees } = setting
  const { closeDate, closeSets, slip } = forecast
  const [stage, ...effects] = forecast.factors
  return {
    winBy: forecast.winBy,
    winChance: forecast.winChance,
    lossChance: forecast.lossChance,
    band: forecast.band,
    change: before && {
      since: dateOf(before.at),
      winBy: forecast.winBy - before.winBy,
      winChance: forecast.winChance - before.winChance,
    },
    closeDate:
      closeDate && closeSets
        ? {
            ...closeDate,
            window: {
              from: later(addDays(closeDate.best, -WINDOW_DAYS), day),
              to: addDays(closeDate.best, WINDOW_DAYS),
            },
            half: closeSets.half,
            most: closeSets.most,
            certain: forecast.certified,
          }
        : null,
    slip: slip && due !== null ? { due: dateOf(due), ...slip, base: slipBase } : null,
    amount: forecast.amountMinor === null ? null : money(forecast.amountMinor),
    amountBasis: forecast.amountBasis,
    reference: { stage: stage?.input ?? '', chance: stage?.effect ?? 0, sample: stage?.sample ?? null },
    effects: effects.map(({ name, input, effect }) => ({ concept: name, words: input, effect })),
    claims: dealClaims(forecast, { until, due: due === null ? null : dateOf(due), whatIfs, similar }).map((claim) => ({
      ...claim,
      counted: [...claim.counted],
    })),
    whatIfs: whatIfs.map(({ name, words, chance, band }) => ({ name, words, chance, low: band.low, high: band.high })),
    similar: similar && {
      n: similar.deals.length,
      wins: similar.wins,
      shrunkRate: similar.shrunkRate,
      disagrees: similar.disagrees,
      deals: similar.deals.flatMap(({ key, at, won }) => {
        const known = similar.named[key]
        if (!known || !sees(known.owner)) return []
        return [
          {
            id: known.id,
            name: known.name,
            won,
            amount: known.amountMinor === null ? null : money(known.amountMinor),
            closedOn: dateOf(known.closedAt),
            alikeOn: dateOf(at),
          },
        ]
      }),
    },
  }
}

function later(a: string, b: string): string {
  return a > b ? a : b
}

function dateOf(ms: number): string {
  return instantOf(ms).slice(0, 10)
}

function instantOf(ms: number): string {
  return new Date(ms).toISOString()
}
