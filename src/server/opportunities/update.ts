import type { z } from 'zod'
import type { opportunities } from '../../contract/opportunities.ts'
import { Problem } from '../../contract/problem.ts'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import * as accounts from '../accounts/store.ts'
import * as pipelines from '../pipelines/store.ts'
import type { Ctx } from '../platform/context.ts'
import { difference } from '../platform/journal.ts'
import { factsOf } from './facts.ts'
import * as journal from './journal/store.ts'
import * as store from './store.ts'
import { isCurrency } from '../settings/store.ts'

type Input = z.output<(typeof opportunities)['update']['input']>

/**
 * Changes the fields that are given. The last write of a field wins, unless the caller says which version it read:
 * then a change by somebody else in between is refused, naming what they changed.
 */
export async function update(ctx: Ctx, { id, expectedVersion, ...patch }: Input): Promise<Opportunity> {
  const row = await store.existing(ctx, id)
  if (expectedVersion !== undefined && expectedVersion !== row.version)
    throw await conflict(ctx, id, row.version - expectedVersion)
  await refuseUnknown(ctx, patch)
  const values = toChange(patch)
  const stage = await pipelines.findStage(ctx.db, row.stage_id)
  const changed = difference(
    factsOf(row, { name: stage?.name ?? '' }),
    factsOf({ ...row, ...values }, { name: stage?.name ?? '' }),
  )
  if (!changed) return store.read(ctx, id)
  const later =
    row.expected_close_on !== null && values.expected_close_on != null && row.expected_close_on < values.expected_close_on
  await store.change(ctx.db, id, { ...values, ...(later ? { close_date_moves: row.close_date_moves + 1 } : {}) })
  const accountId = values.account_id === undefined ? row.account_id : values.account_id
  ctx.emit({ type: 'opportunity.changed', noun: 'opportunity', subject: id, opportunityId: id, accountId, ...changed })
  return store.read(ctx, id)
}

async function refuseUnknown(ctx: Ctx, patch: Omit<Input, 'id' | 'expectedVersion'>): Promise<void> {
  if (patch.accountId) await accounts.existing(ctx, patch.accountId)
  if (patch.amount && !(await isCurrency(ctx.db, patch.amount.currency)))
    throw new Problem('invalid', `${patch.amount.currency} is not a currency in use here.`, undefined, [
      { path: 'amount.currency', problem: 'Not in use' },
    ])
}

/** Only fields that were given; clearing an amount keeps the currency for the next one. */
function toChange(patch: Omit<Input, 'id' | 'expectedVersion'>) {
  const given = {
    name: patch.name,
    account_id: patch.accountId,
    amount_minor: patch.amount === undefined ? undefined : (patch.amount?.minor ?? null),
    currency: patch.amount?.currency,
    expected_close_on: patch.expectedCloseOn,
    forecast_category: patch.forecastCategory,
    next_action: patch.nextAction === '' ? null : patch.nextAction,
    next_action_due_on: patch.nextActionDueOn,
    segment: patch.segment,
    lead_source: patch.leadSource === '' ? null : patch.leadSource,
    deal_type: patch.dealType === '' ? null : patch.dealType,
    description: patch.description === '' ? null : patch.description,
    lost_reason: patch.lostReason === '' ? null : patch.lostReason,
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Given<typeof given>
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

async function conflict(ctx: Ctx, id: string, behind: number): Promise<Problem> {
  const meanwhile = behind > 0 ? await journal.lastChanges(ctx.db, id, behind) : []
  const errors = meanwhile.flatMap((event) =>
    Object.keys(event.after ?? {}).map((path) => ({ path, problem: `Changed by ${event.actor.name}` })),
  )
  const fields = [...new Set(errors.map((error) => error.path))].join(', ')
  const who = [...new Set(meanwhile.map((event) => event.actor.name))].join(', ')
  const sentence =
    fields === ''
      ? 'This deal was changed meanwhile. Read it again.'
      : `Changed meanwhile by ${who}: ${fields}. Read the deal again.`
  return new Problem('conflict', sentence, undefined, errors)
}
