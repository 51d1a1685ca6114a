import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import { isClosed, type Pipeline, type PipelineStage } from '../../domain/opportunities/stage.ts'
import type { Ctx } from '../platform/context.ts'
import { difference } from '../platform/journal.ts'
import * as store from './store.ts'

export const operations: Handlers<Api['pipelines'], Ctx> = {
  async list(ctx) {
    return { items: await store.list(ctx.db) }
  },

  async create(ctx, { name }) {
    if ((await store.list(ctx.db)).some((pipeline) => sameName(pipeline.name, name)))
      throw new Problem('conflict', 'There is a pipeline of this name.')
    const id = await store.insert(ctx.db, name)
    const pipeline = await existing(ctx, id)
    ctx.emit({
      type: 'pipeline.created',
      noun: 'pipeline',
      subject: id,
      after: { name, stages: pipeline.stages.map((stage) => stage.name) },
    })
    return pipeline
  },

  async addStage(ctx, { id, name, canonical, position }) {
    await existing(ctx, id)
    const stages = await store.holdStages(ctx.db, id)
    refuseTakenName(stages, name)
    const at = position ?? placeFor(stages, canonical)
    const made = await store.insertStage(ctx.db, id, name, canonical, stages.length)
    const ids = stages.map((stage) => stage.id)
    await store.order(ctx.db, [...ids.slice(0, at), made, ...ids.slice(at)])
    const stage = await existingStage(ctx, made)
    ctx.emit({ type: 'stage.created', noun: 'stage', subject: made, after: factsOf(stage) })
    return stage
  },

  async updateStage(ctx, { id, position, ...patch }) {
    const { pipelineId } = await existingStage(ctx, id)
    const stages = await store.holdStages(ctx.db, pipelineId)
    const before = stages.find((stage) => stage.id === id) ?? (await existingStage(ctx, id))
    const wanted: PipelineStage = { ...before, ...given(patch) }
    if (wanted.name !== before.name)
      refuseTakenName(
        stages.filter((stage) => stage.id !== id),
        wanted.name,
      )
    if (wanted.canonical !== before.canonical) await remap(ctx, before, wanted)
    await store.saveStage(ctx.db, wanted)
    if (position !== undefined) {
      const others = stages.map((stage) => stage.id).filter((other) => other !== id)
      await store.order(ctx.db, [...others.slice(0, position), id, ...others.slice(position)])
    }
    const after = await existingStage(ctx, id)
    const changed = difference(factsOf(before), factsOf(after))
    if (changed) ctx.emit({ type: 'stage.changed', noun: 'stage', subject: id, ...changed })
    return after
  },
}

/**
 * Deals in the stage follow at once. One event tells of it, that of the stage: nothing happened to each deal. Whether a
 * deal is closed is not a matter of wording, so a stage that holds deals does not go from open to closed or back.
 */
async function remap(ctx: Ctx, before: PipelineStage, wanted: PipelineStage): Promise<void> {
  const deals = await store.countDeals(ctx.db, before.id)
  if (deals > 0 && isClosed(before.canonical) !== isClosed(wanted.canonical))
    throw new Problem(
      'not-allowed-now',
      `${deals} ${deals === 1 ? 'deal is' : 'deals are'} in this stage, so it stays ${isClosed(before.canonical) ? 'closed' : 'open'}.`,
      'Move the deals first, or add another stage.',
    )
  if (deals > 0) await store.copyCanonicalToDeals(ctx.db, before.id, wanted.canonical)
}

async function existing(ctx: Ctx, id: string): Promise<Pipeline> {
  const pipeline = await store.find(ctx.db, id)
  if (!pipeline) throw new Problem('not-found', 'There is no such pipeline.')
  return pipeline
}

async function existingStage(ctx: Ctx, id: string): Promise<PipelineStage> {
  const stage = await store.findStage(ctx.db, id)
  if (!stage) throw new Problem('not-found', 'There is no such stage.')
  return stage
}

/** Open stages stay before closed ones. */
function placeFor(stages: readonly PipelineStage[], canonical: PipelineStage['canonical']): number {
  const closedFrom = stages.findIndex((stage) => isClosed(stage.canonical))
  return isClosed(canonical) || closedFrom === -1 ? stages.length : closedFrom
}

function refuseTakenName(stages: readonly PipelineStage[], name: string): void {
  if (stages.some((stage) => sameName(stage.name, name)))
    throw new Problem('conflict', 'There is a stage of this name in the pipeline.')
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

function given<T extends object>(patch: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

function factsOf({ name, canonical, position, probability, forecastCategory, active }: PipelineStage) {
  return { name, canonical, position, probability, forecastCategory, active }
}
