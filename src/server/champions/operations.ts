import type { z } from 'zod'
import type { Api } from '../../contract/api.ts'
import type { champions } from '../../contract/champions.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import { asOfInstant } from '../../domain/values/as-of.ts'
import { difference } from '../platform/journal.ts'
import type { Ctx } from '../platform/context.ts'
import * as activities from '../activities/store.ts'
import * as opportunities from '../opportunities/store.ts'
import { clearPlan, plans, setPlan } from './engagement.ts'
import { exportPack, pack, setPack } from './packs.ts'
import * as savePlans from './plans/store.ts'
import { championOf, contactOf, dealOf, departureOf, readDeal, type Reading } from './reading.ts'
import { startPlan } from './start-plan.ts'
import * as store from './store.ts'

type Inputs = { [K in keyof typeof champions]: z.output<(typeof champions)[K]['input']> }

export const operations: Handlers<Api['champions'], Ctx> = {
  async score(ctx, { deal, asOf }) {
    const reading = await readDeal(ctx, deal, asOf)
    const { state, sentence, people } = reading.report
    return { deal: dealOf(reading), asOf: asOf ?? ctx.now, state, sentence, people: people.map(championOf) }
  },

  test,

  async withdrawTest(ctx, { deal, test: id }) {
    const row = await opportunities.existing(ctx, deal)
    const made = (await store.testsOf(ctx.db, deal, asOfInstant(undefined, ctx.now))).find((one) => one.id === id)
    if (!made) throw new Problem('not-found', 'There is no such test on this deal.')
    await store.withdrawTest(ctx, id)
    const { contactId, rung, passed, testedOn, note } = made
    ctx.emit({
      type: 'champion.test-withdrawn',
      noun: 'champion',
      subject: contactId,
      opportunityId: deal,
      accountId: row.account_id,
      before: { contactId, rung, passed, testedOn, note },
    })
    return { test: id }
  },

  async departures(ctx, { deal, asOf }) {
    const reading = await readDeal(ctx, deal, asOf)
    const items = reading.report.people.flatMap(({ person, departure }) =>
      departure ? [{ ...contactOf(person), ...departureOf(departure) }] : [],
    )
    return {
      deal: dealOf(reading),
      asOf: asOf ?? ctx.now,
      items: items.toSorted((a, b) => b.certainty - a.certainty || (a.firstSignAt < b.firstSignAt ? 1 : -1)),
    }
  },

  async savePlans(ctx, { deal, state, asOf, limit }) {
    if (deal) await opportunities.get(ctx, deal)
    return { items: await savePlans.list(ctx, { deal, state, before: asOfInstant(asOf, ctx.now), limit }) }
  },

  startSavePlan,
  updateSavePlan,
  plans,
  setPlan,
  clearPlan,
  pack,
  setPack,
  exportPack,
}

async function test(ctx: Ctx, { deal, contact, testedOn = ctx.today, note, ...given }: Inputs['test']) {
  const row = await opportunities.existing(ctx, deal)
  const reading = await readDeal(ctx, deal)
  const { person } = personOn(reading, contact)
  if (testedOn > ctx.today) throw new Problem('invalid', 'A test lies in the past or is done today.')
  const own = new Set((await activities.ofDeal(ctx, deal)).map(({ id }) => id))
  if (given.evidence.some((id) => !own.has(id)))
    throw new Problem('invalid', 'Evidence must be mails, calls or meetings of this deal.')
  const made = {
    contactId: person.person.contactId,
    rung: given.rung,
    passed: given.passed,
    testedOn,
    note: note || null,
    evidence: given.evidence,
  }
  const id = await store.insertTest(ctx, deal, made)
  ctx.emit({
    type: 'champion.tested',
    noun: 'champion',
    subject: made.contactId,
    opportunityId: deal,
    accountId: row.account_id,
    after: made,
  })
  const found = (await store.testsOf(ctx.db, deal, asOfInstant(undefined, ctx.now))).find((one) => one.id === id)
  if (!found) throw new Error('A test that was just recorded is not there.')
  const { contactId: _contactId, ...told } = found
  return { ...told, evidence: [...told.evidence] }
}

/** Somebody on the deal, by any of their records. */
export function personOn({ report }: Pick<Reading, 'report'>, contact: string) {
  const found = report.people.find(({ person }) =>
    [person.person, ...person.sameAs].some(({ contactId }) => contactId === contact),
  )
  if (!found) throw new Problem('not-found', 'This person is not on the deal.')
  return found
}

async function startSavePlan(ctx: Ctx, { deal, contact, note }: Inputs['startSavePlan']) {
  await opportunities.existing(ctx, deal)
  const reading = await readDeal(ctx, deal)
  const who = personOn(reading, contact)
  const because = note
    ? `One of us says that ${who.person.person.name} left: ${note}`
    : `One of us says that ${who.person.person.name} left.`
  const gone = { firstSignAt: who.departure?.firstSignAt ?? ctx.now, certainty: 1, because, entered: true, note: note || null }
  const plan = await startPlan(ctx, reading, who, gone)
  if (plan === undefined) throw new Problem('not-allowed-now', 'There is an open plan for this person already.')
  return planOf(ctx, deal, plan)
}

async function updateSavePlan(ctx: Ctx, { deal, plan, step, ...patch }: Inputs['updateSavePlan']) {
  const row = await opportunities.existing(ctx, deal)
  const was = await planOf(ctx, deal, plan)
  const reopens = patch.state === 'open' && was.state !== 'open'
  if (
    reopens &&
    (await savePlans.list(ctx, { ...allOf(ctx, deal), state: 'open' })).some(({ contact }) => contact.id === was.contact.id)
  )
    throw new Problem('not-allowed-now', 'There is another open plan for this person.')
  if (step?.ownerId && !(await opportunities.activeUser(ctx.db, step.ownerId)))
    throw new Problem('invalid', 'The owner must be an active person of the company.')
  await savePlans.change(ctx, plan, {
    ...(patch.state === undefined || patch.state === was.state ? {} : { state: patch.state }),
    ...(patch.note === undefined ? {} : { note: patch.note }),
  })
  if (step)
    await savePlans.changeStep(ctx, plan, step.key, {
      ...(step.done === undefined ? {} : { done: step.done }),
      ...(step.dueOn === undefined ? {} : { dueOn: step.dueOn }),
      ...(step.ownerId === undefined ? {} : { ownerId: step.ownerId }),
    })
  const is = await planOf(ctx, deal, plan)
  const changed = difference(factsOf(was), factsOf(is))
  const about = { opportunityId: deal, accountId: row.account_id }
  if (changed) ctx.emit({ ...about, type: 'save-plan.changed', noun: 'save-plan', subject: plan, ...changed })
  if (was.state !== 'false-alarm' && is.state === 'false-alarm')
    ctx.emit({
      ...about,
      type: 'champion.stayed',
      noun: 'champion',
      subject: is.contact.id,
      after: { contactId: is.contact.id, note: is.note },
    })
  return is
}

function factsOf({ state, note, steps }: Awaited<ReturnType<typeof planOf>>) {
  return {
    state,
    note,
    steps: steps.map(({ key, owner, dueOn, doneAt }) => ({ key, ownerId: owner?.id ?? null, dueOn, doneAt })),
  }
}

function allOf(ctx: Ctx, deal: string) {
  return { deal, before: asOfInstant(undefined, ctx.now), limit: 500 }
}

async function planOf(ctx: Ctx, deal: string, id: string) {
  const [found] = await savePlans.list(ctx, { ...allOf(ctx, deal), id })
  if (!found) throw new Problem('not-found', 'There is no such plan on this deal.')
  return found
}
