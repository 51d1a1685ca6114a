import type { z } from 'zod'
import type { opportunities } from '../../contract/opportunities.ts'
import { Problem } from '../../contract/problem.ts'
import { may } from '../../domain/access/right.ts'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { isClosed, type PipelineStage } from '../../domain/opportunities/stage.ts'
import * as accounts from '../accounts/store.ts'
import * as pipelines from '../pipelines/store.ts'
import type { Ctx } from '../platform/context.ts'
import { factsOf } from './facts.ts'
import * as store from './store.ts'
import { isCurrency } from '../settings/store.ts'

type Input = z.output<(typeof opportunities)['create']['input']>

/** A new deal, in the first stage of the default pipeline and owned by the caller unless said otherwise. */
export async function create(ctx: Ctx, input: Input): Promise<Opportunity> {
  const stage = await startingStage(ctx, input)
  const ownerId = await startingOwner(ctx, input.ownerId)
  if (input.accountId) await accounts.existing(ctx, input.accountId)
  if (input.amount && !(await isCurrency(ctx.db, input.amount.currency)))
    throw new Problem('invalid', `${input.amount.currency} is not a currency in use here.`)
  const closed = isClosed(stage.canonical)
  const id = await store.insert(ctx.db, {
    name: input.name,
    account_id: input.accountId ?? null,
    pipeline_id: stage.pipelineId,
    stage_id: stage.id,
    stage: stage.canonical,
    amount_minor: input.amount?.minor ?? null,
    ...(input.amount ? { currency: input.amount.currency } : {}),
    probability: stage.probability,
    expected_close_on: input.expectedCloseOn ?? null,
    actual_close_on: closed ? ctx.today : null,
    closed_at: closed ? ctx.now : null,
    owner_id: ownerId,
    forecast_category: input.forecastCategory ?? stage.forecastCategory ?? 'pipeline',
    next_action: input.nextAction || null,
    next_action_due_on: input.nextActionDueOn ?? null,
    lead_source: input.leadSource || null,
    segment: input.segment ?? null,
    created_by: ctx.principal?.userId ?? null,
    created_at: ctx.now,
    stage_entered_at: ctx.now,
    stored_at: ctx.now,
  })
  const row = await store.unseen(ctx.db, id)
  ctx.emit({
    type: 'opportunity.created',
    noun: 'opportunity',
    subject: id,
    opportunityId: id,
    accountId: row.account_id,
    after: factsOf(row, stage),
  })
  return store.read(ctx, id)
}

async function startingStage(ctx: Ctx, input: Input): Promise<PipelineStage> {
  if (input.stageId) {
    const stage = await pipelines.findStage(ctx.db, input.stageId)
    if (!stage || !stage.active) throw new Problem('invalid', 'This stage does not exist or is no longer in use.')
    if (input.pipelineId && stage.pipelineId !== input.pipelineId)
      throw new Problem('invalid', 'This stage belongs to another pipeline.')
    return stage
  }
  let stages = await pipelines.stagesOf(ctx.db, input.pipelineId)
  if (stages.length === 0 && !input.pipelineId) {
    const made = await pipelines.createFirst(ctx.db)
    if (made) ctx.emit({ type: 'pipeline.created', noun: 'pipeline', subject: made.id, after: { name: made.name } })
    stages = await pipelines.stagesOf(ctx.db)
  }
  const first = stages.find((stage) => stage.active && !isClosed(stage.canonical))
  if (!first) throw new Problem('invalid', 'This pipeline has no open stage. Choose another pipeline, or add a stage to it.')
  return first
}

async function startingOwner(ctx: Ctx, asked: string | undefined): Promise<string | null> {
  const own = ctx.principal?.userId ?? null
  if (asked === undefined || asked === own) return own
  if (!ctx.principal || !may(ctx.principal.role, 'deals:assign'))
    throw new Problem(
      'forbidden',
      'You can create deals for yourself only.',
      'Creating one for somebody else needs the right deals:assign.',
    )
  if (!(await store.activeUser(ctx.db, asked))) throw new Problem('invalid', 'The owner must be an active person of the company.')
  return asked
}
