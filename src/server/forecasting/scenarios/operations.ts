import type { z } from 'zod'
import type { Api } from '../../../contract/api.ts'
import type { Handlers } from '../../../contract/operation.ts'
import { Problem } from '../../../contract/problem.ts'
import type { scenarios } from '../../../contract/scenarios.ts'
import type { NamedCase } from '../../../domain/forecasting/scenarios/named-cases.ts'
import type { PathStep } from '../../../domain/forecasting/scenarios/path-candidates.ts'
import type { PathToTarget } from '../../../domain/forecasting/scenarios/path-to-target.ts'
import type { ScenarioLevers } from '../../../domain/forecasting/scenarios/scenario-levers.ts'
import type { Sensitivity } from '../../../domain/forecasting/scenarios/sensitivity.ts'
import { inBase } from '../../../domain/values/money.ts'
import { teamsOn } from '../../platform/access/read-sight.ts'
import type { Ctx } from '../../platform/context.ts'
import { figuredFirst } from '../../platform/figured-first.ts'
import { difference } from '../../platform/journal.ts'
import { askedOf } from '../question.ts'
import type { PathInput, Told } from './answers.ts'
import { inSight, preview } from './preview.ts'
import { mayRead } from './readers.ts'
import { scopeOf } from './scope.ts'
import * as store from './store.ts'
import { tellerOf } from './told.ts'

export const operations: Handlers<Api['scenarios'], Ctx> = {
  async list(ctx) {
    const teams = await teamsOn(ctx.db, ctx.today)
    const all = await store.list(ctx.db)
    return { items: await Promise.all(all.filter((one) => mayRead(one, readerOf(ctx), teams)).map((one) => shown(ctx, one))) }
  },

  async get(ctx, { id, asOf }) {
    const stored = await readable(ctx, id)
    const { period, team, owner, levers } = stored
    const answer = await preview(
      ctx,
      { period, ...(asOf ? { asOf } : {}), ...(team ? { team: team.id } : {}), ...(owner ? { owner: owner.id } : {}) },
      levers,
    )
    return { saved: await shown(ctx, stored), answer }
  },

  save: figuredFirst(figureSaved, save),

  async remove(ctx, { id }) {
    const before = await own(ctx, id)
    await store.setRemoved(ctx.db, id, ctx.now)
    ctx.emit({ type: 'scenario.removed', noun: 'scenario', subject: id, before: { name: before.name } })
    return { id }
  },

  async restore(ctx, { id }) {
    const removed = await own(ctx, id, 'removed')
    await store.setRemoved(ctx.db, id, null)
    ctx.emit({ type: 'scenario.restored', noun: 'scenario', subject: id, after: { name: removed.name } })
    return shown(ctx, removed)
  },

  async preview(ctx, { levers, ...asked }) {
    await allInSight(ctx, levers)
    return preview(ctx, asked, levers)
  },

  async cases(ctx, input) {
    const asked = await askedOf(ctx, input)
    const found = await ctx.app.workers.run<Told & { cases: NamedCase[] }>('forecasting', 'cases', asked.question)
    const tell = tellerOf(asked, found)
    return {
      ...tell.asked,
      cases: found.cases.map((one) => ({
        name: one.name,
        percentile: one.percentile,
        total: tell.money(one.total),
        around: tell.money(one.around),
        deals: one.deals.map(({ key, chance, here, difference: more }) => ({
          ...tell.deal(key),
          chance,
          here,
          difference: tell.money(more),
        })),
        others: tell.money(one.others),
        new: tell.money(one.new),
      })),
    }
  },

  async sensitivity(ctx, input) {
    const asked = await askedOf(ctx, input)
    const found = await ctx.app.workers.run<Told & Sensitivity>('forecasting', 'sensitivity', asked.question)
    const tell = tellerOf(asked, found)
    const { drivers, deals, others } = found.shares
    return {
      ...tell.asked,
      base: tell.figure(found.base),
      swings: found.swings.map(({ by, step, low, high }) => ({
        lever: by.kind === 'lever' ? by.lever : null,
        deal: by.kind === 'deal' ? tell.deal(by.key) : null,
        step: [...step],
        low: tell.figure(low),
        high: tell.figure(high),
      })),
      shares: { drivers, deals: deals.map(({ key, share }) => ({ ...tell.deal(key), share })), others },
    }
  },

  async path(ctx, { target, chance, levers, deals, most, ...input }) {
    const asked = await askedOf(ctx, input)
    const wanted = target ? inBase(asked.rates, target, asked.day) : asked.wholeQuota
    if (wanted === undefined)
      throw new Problem('invalid', `There is no rate for ${target?.currency}. Give the target in ${asked.currency}.`)
    if (wanted === null) throw new Problem('invalid', 'There is no quota for this period. Give a target.')
    const pulled = Object.fromEntries(Object.entries(levers).filter(([, value]) => value !== undefined))
    const found = await ctx.app.workers.run<Told & PathToTarget>('forecasting', 'pathTo', {
      question: asked.question,
      target: wanted,
      chance,
      levers: pulled,
      deals,
      most,
    } satisfies PathInput)
    const tell = tellerOf(asked, found)
    const step = (one: PathStep) => (one.kind === 'lever' ? one : ({ kind: 'deal', deal: tell.deal(one.key) } as const))
    const { outcome, chanceNow, chanceThen, steps, fewer, others } = found
    return {
      ...tell.asked,
      target: tell.money(wanted),
      chance,
      outcome,
      chanceNow,
      chanceThen,
      steps: steps.map(step),
      fewer,
      others: others.map((set) => set.map(step)),
    }
  },
}

type Save = z.output<(typeof scenarios)['save']['input']>

/** What the scenario says on the day it is saved. */
async function figureSaved(ctx: Ctx, { id, period, team, owner, levers }: Save) {
  personOf(ctx)
  if (id !== undefined) await own(ctx, id)
  await allInSight(ctx, levers)
  const scope = await scopeOf(ctx, { team, owner })
  const asked = {
    ...(period === undefined ? {} : { period }),
    ...(scope.teamId === null ? {} : { team: scope.teamId }),
    ...(scope.personId === null ? {} : { owner: scope.personId }),
  }
  return { scope, said: await preview(ctx, asked, levers) }
}

async function save(
  ctx: Ctx,
  { id, name, note, shared, levers }: Save,
  { scope, said: { asOf, period, basis, base, scenario } }: Awaited<ReturnType<typeof figureSaved>>,
) {
  const userId = personOf(ctx)
  const before = id === undefined ? undefined : await own(ctx, id)
  const saved = { name, note, shared, period: period.name, ...scope, levers, said: { asOf, model: basis.model, base, scenario } }
  if (before) await store.update(ctx.db, before.id, ctx.now, saved)
  const savedId = before?.id ?? (await store.insert(ctx.db, userId, ctx.now, saved))
  if (before) {
    const changed = difference(toldOf(before), toldOf(saved))
    if (changed) ctx.emit({ type: 'scenario.changed', noun: 'scenario', subject: savedId, ...changed })
  } else ctx.emit({ type: 'scenario.saved', noun: 'scenario', subject: savedId, after: toldOf(saved) })
  return shown(ctx, await own(ctx, savedId))
}

function readerOf(ctx: Ctx) {
  return { userId: ctx.principal?.userId ?? null, sight: ctx.sight }
}

/** As the asker sees it: a shared scenario never names deals out of their sight. */
async function shown(ctx: Ctx, stored: store.StoredScenario): Promise<store.SavedScenario> {
  const { seen } = await inSight(ctx, stored.levers)
  return { ...stored, levers: seen.levers, mine: stored.author.id === ctx.principal?.userId }
}

async function readable(ctx: Ctx, id: string): Promise<store.StoredScenario> {
  const stored = await store.find(ctx.db, id)
  if (!stored || !mayRead(stored, readerOf(ctx), await teamsOn(ctx.db, ctx.today)))
    throw new Problem('not-found', 'There is no such scenario, or it is not shared with you.')
  return stored
}

async function own(ctx: Ctx, id: string, state?: 'removed'): Promise<store.StoredScenario> {
  const stored = await store.find(ctx.db, id, state)
  if (!stored || stored.author.id !== ctx.principal?.userId) throw new Problem('not-found', 'You have no such scenario.')
  return stored
}

async function allInSight(ctx: Ctx, levers: ScenarioLevers): Promise<void> {
  const { outOfSight } = await inSight(ctx, levers)
  if (outOfSight > 0) throw new Problem('not-found', 'A deal in this scenario does not exist, or it is not yours to see.')
}

function personOf(ctx: Ctx): string {
  const id = ctx.principal?.userId
  if (!id) throw new Problem('not-allowed-now', 'Only a person has scenarios.')
  return id
}

/** What the journal tells of a scenario. */
function toldOf({ name, shared, period, levers }: Pick<store.SavedScenario, 'name' | 'shared' | 'period' | 'levers'>) {
  return { name, shared, period, levers }
}
