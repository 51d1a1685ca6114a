import type { z } from 'zod'
import { Problem } from '../../../contract/problem.ts'
import type { relationships } from '../../../contract/relationships.ts'
import { alignment } from '../../../domain/stakeholders/map/alignment.ts'
import { criteriaAt } from '../../../domain/stakeholders/map/criteria-at.ts'
import type { Criterion, Position } from '../../../domain/stakeholders/map/criterion.ts'
import * as contacts from '../../contacts/store.ts'
import * as opportunities from '../../opportunities/store.ts'
import type { Ctx } from '../../platform/context.ts'
import { difference } from '../../platform/journal.ts'
import * as store from './store.ts'
import { readMap } from '../read-map.ts'

type Of<K extends keyof typeof relationships> = (typeof relationships)[K]

export async function criteria(
  ctx: Ctx,
  { deal, asOf }: z.output<Of<'criteria'>['input']>,
): Promise<z.input<Of<'criteria'>['output']>> {
  const { dossier, map, events } = await readMap(ctx, deal, asOf)
  const found = alignment(criteriaAt(events, dossier.asOf), map.nodes, map.edges)
  return {
    asOf: asOf ?? ctx.now,
    criteria: found.criteria.map((one) => ({
      ...one,
      positions: one.positions.map(({ criterion: _criterion, ...position }) => position),
      unknown: [...one.unknown],
    })),
    people: [...found.people],
    movers: [...found.movers],
  }
}

export async function setCriterion(ctx: Ctx, given: z.output<Of<'setCriterion'>['input']>): Promise<Criterion> {
  const { deal, criterion, name, weight } = given
  const row = await opportunities.existing(ctx, deal)
  const present = criterion === undefined ? undefined : await existing(ctx, deal, criterion)
  if (await store.isNamed(ctx.db, deal, name, criterion))
    throw new Problem('conflict', `${name} is a criterion of this deal already.`)
  const id = await store.save(ctx, deal, { id: criterion, name, weight })
  const changed = difference(present ? { name: present.name, weight: present.weight } : { name: '', weight: 0 }, { name, weight })
  if (changed)
    ctx.emit({
      type: 'criterion.set',
      noun: 'criterion',
      subject: id,
      opportunityId: deal,
      accountId: row.account_id,
      before: present ? changed.before : null,
      after: present ? changed.after : { name, weight },
    })
  return { id, name, weight }
}

export async function removeCriterion(
  ctx: Ctx,
  { deal, criterion }: z.output<Of<'removeCriterion'>['input']>,
): Promise<{ criterion: string }> {
  const row = await opportunities.existing(ctx, deal)
  const { name, weight } = await existing(ctx, deal, criterion)
  await store.remove(ctx, criterion)
  ctx.emit({
    type: 'criterion.removed',
    noun: 'criterion',
    subject: criterion,
    opportunityId: deal,
    accountId: row.account_id,
    before: { name, weight },
  })
  return { criterion }
}

export async function position(
  ctx: Ctx,
  { deal, criterion, contact, stance, quote, activity, saidOn }: z.output<Of<'position'>['input']>,
): Promise<{ position: Position | null }> {
  const row = await opportunities.existing(ctx, deal)
  await existing(ctx, deal, criterion)
  await contacts.existingAll(ctx, [contact])
  if (activity !== null && !(await store.isActivityOf(ctx, deal, activity)))
    throw new Problem('not-found', 'There is no such mail, call or meeting on this deal.')
  const before = await store.positionOf(ctx.db, criterion, contact)
  const event = { noun: 'criterion', subject: criterion, opportunityId: deal, accountId: row.account_id } as const
  const fields = (one: Position) => ({
    contact: one.contact,
    stance: one.stance,
    quote: one.quote,
    activityId: one.activityId,
    saidOn: one.saidOn,
  })
  if (stance === null) {
    if (!before) throw new Problem('not-found', 'Nothing is entered of where this person stands.')
    await store.removePosition(ctx.db, criterion, contact)
    ctx.emit({ ...event, type: 'criterion.position-removed', before: fields(before) })
    return { position: null }
  }
  const entered: Position = { criterion, contact, stance, quote: quote || null, activityId: activity, saidOn }
  await store.savePosition(ctx.db, entered)
  ctx.emit({ ...event, type: 'criterion.position-set', before: before ? fields(before) : null, after: fields(entered) })
  return { position: entered }
}

async function existing(ctx: Ctx, deal: string, id: string): Promise<Criterion> {
  const found = await store.find(ctx.db, deal, id)
  if (!found) throw new Problem('not-found', 'There is no such criterion on this deal.')
  return found
}
