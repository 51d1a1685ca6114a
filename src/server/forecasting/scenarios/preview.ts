import type { z } from 'zod'
import type { ScenarioAnswer } from '../../../contract/scenarios.ts'
import type { ScenarioLevers } from '../../../domain/forecasting/scenarios/scenario-levers.ts'
import type { Ctx } from '../../platform/context.ts'
import { nameOf } from '../board.ts'
import { askedOf, type ProjectionQuestion } from '../question.ts'
import { teamNames } from '../store.ts'
import type { ScenarioInput, ScenarioOutcome } from './answers.ts'
import { seenDeals } from './store.ts'
import { tellerOf } from './told.ts'

const UNITS = {
  commitWinRate: 'chance',
  winRate: 'chance',
  slipDays: 'days',
  cycleDays: 'days',
  amount: 'minor units',
  creation: 'deals a week',
} as const

/** A forecast under levers beside its base. Switches of deals that the asker does not see are left out and counted. */
export async function preview(
  ctx: Ctx,
  asking: ProjectionQuestion,
  levers: ScenarioLevers,
): Promise<z.input<typeof ScenarioAnswer>> {
  const [asked, { seen, outOfSight }, teams] = await Promise.all([askedOf(ctx, asking), inSight(ctx, levers), teamNames(ctx.db)])
  const outcome = await ctx.app.workers.run<ScenarioOutcome>('forecasting', 'scenario', {
    question: asked.question,
    levers: seen.levers,
  } satisfies ScenarioInput)
  const tell = tellerOf(asked, outcome)
  const applied = new Set(outcome.applied)
  return {
    ...tell.asked,
    ...tell.compared(outcome.figures),
    rows: asked.all.map((node) => {
      const quota = asked.quota(node)
      return {
        key: node.key,
        kind: node.kind,
        name: nameOf(node, asked.names, teams),
        parent: node.parent,
        depth: node.depth,
        quota: quota === null ? null : tell.money(quota),
        ...tell.compared(outcome.figures.byGroup[node.key]!),
      }
    }),
    readings: outcome.readings.flatMap(({ lever, from, to }) => {
      const unit = UNITS[lever]
      return unit === 'days' ? [] : [{ lever, unit, from, to }]
    }),
    deals: (seen.levers.deals ?? []).map(({ deal, outcome: made, closeOn, amount }) => ({
      id: deal,
      name: seen.deals.get(deal)?.name ?? '',
      owner: tell.person(seen.deals.get(deal)?.ownerId ?? null),
      outcome: made,
      closeOn: closeOn ?? null,
      amount: amount ?? null,
      applied: applied.has(deal),
    })),
    outOfSight,
  }
}

/** The levers as far as somebody may read them. */
export async function inSight(ctx: Pick<Ctx, 'db' | 'sight'>, levers: ScenarioLevers) {
  const switches = levers.deals ?? []
  const deals = await seenDeals(
    ctx,
    switches.map(({ deal }) => deal),
  )
  const seen = switches.filter(({ deal }) => deals.has(deal))
  return {
    seen: { levers: levers.deals ? { ...levers, deals: seen } : levers, deals },
    outOfSight: switches.length - seen.length,
  }
}
