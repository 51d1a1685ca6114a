import type { z } from 'zod'
import type { opportunities } from '../../contract/opportunities.ts'
import { Problem } from '../../contract/problem.ts'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { isClosed, stageMove, type PipelineStage, type StageMove } from '../../domain/opportunities/stage.ts'
import * as pipelines from '../pipelines/store.ts'
import type { Ctx } from '../platform/context.ts'
import { difference } from '../platform/journal.ts'
import { factsOf } from './facts.ts'
import * as store from './store.ts'

type Input = z.output<(typeof opportunities)['move']['input']>

const REFUSALS = {
  'already-there': 'The deal is in this stage already.',
  'other-pipeline': 'This stage belongs to another pipeline.',
  inactive: 'This stage is no longer in use.',
} as const satisfies Record<Extract<StageMove, { allowed: false }>['because'], string>

/** Moves a deal; closing dates it, re-opening takes the date and the reason away again. */
export async function move(ctx: Ctx, input: Input): Promise<Opportunity> {
  const row = await store.existing(ctx, input.id)
  const [from, to] = [await pipelines.findStage(ctx.db, row.stage_id), await pipelines.findStage(ctx.db, input.stageId)]
  if (!from || !to) throw new Problem('invalid', 'There is no such stage.')
  const decision = stageMove(from, to)
  if (!decision.allowed) throw new Problem('not-allowed-now', REFUSALS[decision.because], decision.because)
  const values = {
    ...closing(ctx, input, row, to),
    stage_id: to.id,
    stage: to.canonical,
    stage_entered_at: ctx.now,
    probability: to.probability ?? row.probability,
  }
  const changed = difference(factsOf(row, from), factsOf({ ...row, ...values }, to))
  await store.change(ctx.db, input.id, values)
  ctx.emit({
    type: 'opportunity.moved',
    noun: 'opportunity',
    subject: input.id,
    opportunityId: input.id,
    accountId: row.account_id,
    ...(values.closed_at === null ? {} : { occurredAt: values.closed_at }),
    ...changed,
  })
  return store.read(ctx, input.id)
}

function closing(ctx: Ctx, input: Input, row: store.Row, to: PipelineStage) {
  if (input.lostReason !== undefined && to.canonical !== 'closed_lost')
    throw new Problem('invalid', 'A reason for losing belongs to a lost deal.')
  if (!isClosed(to.canonical)) {
    if (input.closedOn !== undefined) throw new Problem('invalid', 'A closing day belongs to a closed deal.')
    return { closed_at: null, actual_close_on: null, lost_reason: null }
  }
  const on = input.closedOn ?? ctx.today
  if (on > ctx.today)
    throw new Problem('invalid', 'The closing day lies in the future.', undefined, [
      { path: 'closedOn', problem: 'Later than today' },
    ])
  const lostReason = to.canonical === 'closed_lost' ? input.lostReason || row.lost_reason : null
  return { closed_at: on === ctx.today ? ctx.now : `${on}T00:00:00.000Z`, actual_close_on: on, lost_reason: lostReason }
}
