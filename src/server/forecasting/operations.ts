import type { z } from 'zod'
import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import type { DealFactor } from '../../domain/forecasting/deal-forecast.ts'
import { quarterOf } from '../../domain/forecasting/period.ts'
import type { SeriesForecasts } from '../../domain/forecasting/series/series-forecasts.ts'
import type { TableForecast, TableQuestion } from '../../domain/forecasting/table/table-forecast.ts'
import { teamsOn } from '../platform/access/read-sight.ts'
import type { Ctx } from '../platform/context.ts'
import { keptAnswers } from '../platform/kept-answers.ts'
import { toldByPieces } from '../platform/pieces.ts'
import { readSettings } from '../settings/store.ts'
import { board } from './board.ts'
import { changes } from './changes.ts'
import { counted } from './counted.ts'
import { dealAnswer } from './deal-answer.ts'
import { knownBefore, ownersAsked } from './question.ts'
import { renewals } from './renewals/answer.ts'
import { peopleNames, resolveTeam } from './store.ts'
import { trend } from './trend.ts'
import type { ChancesInput, DealChance, DealsAnswer, DealsInput, SeriesInput } from './worker.ts'

export const operations: Handlers<Omit<Api['forecasting'], 'backtest'>, Ctx> = {
  async project(ctx, input) {
    return (await keptBoard(ctx, input)).projection
  },

  async counted(ctx, input) {
    return keptCounted(ctx, input, () => counted(ctx, input))
  },

  async board(ctx, input) {
    return keptBoard(ctx, input)
  },

  async deal(ctx, input) {
    return dealAnswer(ctx, input)
  },

  async changes(ctx, input) {
    return keptChanges(ctx, input, () => changes(ctx, input))
  },

  async trend(ctx, input) {
    return trend(ctx, input)
  },

  async table(ctx, { training, target, drop, predict, seed }) {
    const question: TableQuestion = {
      training,
      target,
      ...(drop ? { drop } : {}),
      ...(predict ? { predict } : {}),
      ...(seed === undefined ? {} : { seed }),
    }
    const answer = await ctx.app.workers.run<TableForecast | { refused: string }>('forecasting', 'table', question)
    if ('refused' in answer) throw new Problem('invalid', answer.refused)
    return answer
  },

  async renewals(ctx, { period, asOf, team, owner }) {
    const asked = { period, asOf, team, owner }
    return keptRenewals(ctx, asked, () => renewals(ctx, asked))
  },

  async deals(ctx, input) {
    return keptDeals(ctx, input, () => openDeals(ctx, input))
  },

  async chances(ctx, { until }) {
    return keptChances(ctx, { until }, () => openChances(ctx, until))
  },

  async series(ctx, { rows, horizon, frequency }) {
    const question: SeriesInput = { rows, horizon, frequency }
    const answer = await ctx.app.workers.run<SeriesForecasts>('forecasting', 'series', question)
    if (!answer.allowed) throw new Problem('invalid', answer.because)
    return answer.forecasts
  },
}

type Input<Verb extends 'board' | 'deals'> = z.output<Api['forecasting'][Verb]['input']>
type Deals = z.input<Api['forecasting']['deals']['output']>
type Chances = z.input<Api['forecasting']['chances']['output']>

/** Figured once for all who ask, until something is recorded: putting an answer together costs more than sending it. */
const boards = keptAnswers<Awaited<ReturnType<typeof board>>>(30)
const keptChanges = keptAnswers<Awaited<ReturnType<typeof changes>>>(30)
const keptCounted = keptAnswers<Awaited<ReturnType<typeof counted>>>(8)
const keptRenewals = keptAnswers<Awaited<ReturnType<typeof renewals>>>(30)
const keptDeals = keptAnswers<Deals>(8)
const keptChances = keptAnswers<Chances>(8)

function keptBoard(ctx: Ctx, { period, asOf, team, owner, group }: Input<'board'>) {
  const input = { period, asOf, team, owner, group }
  return boards(ctx, input, () => board(ctx, input))
}

async function openDeals(ctx: Ctx, { asOf, until, team, owner, deal, part }: Input<'deals'>): Promise<Deals> {
  const settings = await readSettings(ctx.db)
  const day = asOf ?? ctx.today
  const period = quarterOf(day, settings.fiscalYearStartMonth)
  const last = until ?? period.end
  const teams = await teamsOn(ctx.db, day)
  const within = team === undefined ? null : await resolveTeam(ctx.db, team)
  const answer = await ctx.app.workers.run<DealsAnswer>('forecasting', 'deals', {
    connection: ctx.app.connection,
    asOf: knownBefore(ctx, asOf),
    until: last,
    owners: ownersAsked(ctx, teams, within, owner),
    key: deal ?? null,
    part: part ?? null,
  } satisfies DealsInput)
  const names = await peopleNames(ctx.db)
  const basis = `From ${answer.closed.toLocaleString('en')} closed deals, ${asOf === undefined ? 'as known now' : `as known before ${asOf} began`}; ${answer.state}`
  return toldByPieces(answer.deals, (one) => ({
    id: one.id,
    externalId: one.key,
    name: one.name,
    owner: one.owner === null ? null : { id: one.owner, name: names.get(one.owner) ?? 'Person' },
    winChance: one.winChance,
    winBy: one.winBy,
    until: last,
    closeDate: one.closeDate,
    amount: one.amountMinor === null ? null : { minor: one.amountMinor, currency: settings.baseCurrency },
    amountBasis: one.amountBasis,
    factors: one.factors.map((factor) => ({
      name: factor.name,
      value: factor.effect,
      input: factorInput(factor, names),
      evidence: [],
    })),
    basis,
  }))
}

async function openChances(ctx: Ctx, until: string | undefined): Promise<Chances> {
  const { baseCurrency: currency, fiscalYearStartMonth } = await readSettings(ctx.db)
  const last = until ?? quarterOf(ctx.today, fiscalYearStartMonth).end
  const found = await ctx.app.workers.run<DealChance[]>('forecasting', 'chances', {
    connection: ctx.app.connection,
    asOf: knownBefore(ctx, undefined),
    until: last,
    owners: ownersAsked(ctx, await teamsOn(ctx.db, ctx.today), null, undefined),
  } satisfies ChancesInput)
  return {
    until: last,
    items: found.map(({ amountMinor, ...one }) => ({
      ...one,
      amount: amountMinor === null ? null : { minor: amountMinor, currency },
    })),
  }
}

function factorInput(factor: DealFactor, names: ReadonlyMap<string, string>): string {
  const input = factor.name === 'owner' ? (names.get(factor.input) ?? factor.input) : factor.input
  return factor.sample === null
    ? input
    : `${input}: ${factor.sample.won} of ${factor.sample.resolved} decided deals won, of ${factor.sample.deals} seen there`
}
