import type { z } from 'zod'
import type { champions, EngagementPlan } from '../../contract/champions.ts'
import { Problem } from '../../contract/problem.ts'
import type { ReportedChampion } from '../../domain/stakeholders/champions/champion-report.ts'
import { engagementPlans, openChannels, type ProposedPlan } from '../../domain/stakeholders/champions/engagement-plan.ts'
import { epochMs, instantOf, MS_PER_DAY } from '../../domain/values/instant.ts'
import * as opportunities from '../opportunities/store.ts'
import type { Ctx } from '../platform/context.ts'
import { contactOf, dealOf, readDeal, type Reading } from './reading.ts'
import * as store from './engagement/store.ts'

type Told = z.input<typeof EngagementPlan>
type Get = (typeof champions)['plans']
type Set = (typeof champions)['setPlan']
type Clear = (typeof champions)['clearPlan']

/** How to engage each person: as somebody of ours wrote it, or as the product proposes; in the order to go. */
export async function plans(ctx: Ctx, { deal, asOf }: z.output<Get['input']>): Promise<z.input<Get['output']>> {
  const reading = await readDeal(ctx, deal, asOf)
  return { deal: dealOf(reading), asOf: asOf ?? ctx.now, items: await itemsOf(ctx, reading) }
}

async function itemsOf(ctx: Ctx, reading: Reading): Promise<Told[]> {
  const { id, before, report, settings } = reading
  const { touchBudget, touchWithinDays } = settings.champions
  const records = report.people.flatMap(({ person }) => [person.person, ...person.sameAs].map(({ contactId }) => contactId))
  const since = instantOf(epochMs(before) - touchWithinDays * MS_PER_DAY)
  const [stored, byRecord] = await Promise.all([
    store.engagementOf(ctx.db, id, before),
    store.touchesOf(ctx.db, records, { since, before }),
  ])
  const touches = new Map(
    report.people.map(({ person }) => [
      person.person.contactId,
      [person.person, ...person.sameAs].flatMap(({ contactId }) => byRecord.get(contactId) ?? []),
    ]),
  )
  const proposed = engagementPlans(report.people, touches, { budget: touchBudget, withinDays: touchWithinDays }, before)
  const today = before.slice(0, 10)
  return proposed
    .flatMap((plan): Told[] => {
      const one = report.people.find(({ person }) => person.person.contactId === plan.contactId)
      if (!one) return []
      const own = one.person.sameAs.map(({ contactId }) => contactId)
      const entered = stored.findLast(
        ({ contactId, cleared }) => !cleared && (contactId === plan.contactId || own.includes(contactId)),
      )
      const sent = touches.get(plan.contactId)?.length ?? 0
      return [toldPlan(one, plan, entered, { sent, budget: touchBudget, withinDays: touchWithinDays, today })]
    })
    .toSorted((a, b) => (a.position ?? Number.POSITIVE_INFINITY) - (b.position ?? Number.POSITIVE_INFINITY))
    .map((one, i) => ({ ...one, position: one.position === null ? null : i + 1 }))
}

interface Touched {
  readonly sent: number
  readonly budget: number
  readonly withinDays: number
  readonly today: string
}

/** What was entered holds, but for what the person has since forbidden. */
function toldPlan(
  one: ReportedChampion,
  plan: ProposedPlan,
  entered: store.StoredEngagement | undefined,
  touched: Touched,
): Told {
  const { sent, budget, withinDays, today } = touched
  const open = plan.position !== null && entered ? entered : undefined
  const channels = openChannels(one)
  const channel = open && channels.includes(open.channel) ? open.channel : plan.channel
  const nextStepDueOn = open ? open.nextStepDueOn : plan.nextStepDueOn
  return {
    ...contactOf(one.person),
    roles: [...one.person.roles],
    locked: plan.locked,
    // Half a place before whoever has that number, so that the sequence stays whole.
    position: open?.position ? open.position - 0.5 : plan.position,
    because: plan.because,
    source: open ? 'entered' : 'proposed',
    goal: open?.goal ?? plan.goal,
    message: open?.message ?? plan.message,
    channel,
    channels: [...plan.channels],
    cadenceDays: open?.cadenceDays ?? plan.cadenceDays,
    lastTouchAt: one.person.lastTouch,
    nextStep: open?.nextStep ?? plan.nextStep,
    nextStepDueOn,
    overdue: nextStepDueOn !== null && nextStepDueOn < today,
    touches: {
      sent,
      budget,
      withinDays,
      sentence:
        sent >= budget
          ? `${sent} of ${budget} touches in ${withinDays} days are used: wait.`
          : `${sent} of ${budget} touches in ${withinDays} days.`,
    },
    savedBy: open?.savedBy ?? null,
    savedAt: open?.savedAt ?? null,
  }
}

/** Writes the plan for one person. Nothing is planned for somebody who may not be contacted, or by a way that they closed. */
export async function setPlan(ctx: Ctx, { deal, contact, ...plan }: z.output<Set['input']>): Promise<z.input<Set['output']>> {
  const row = await opportunities.existing(ctx, deal)
  const reading = await readDeal(ctx, deal)
  const one = planned(reading, contact)
  const { contactId, name } = one.person.person
  if (one.locked) throw new Problem('not-allowed-now', `${name} may not be contacted, so nothing can be planned.`)
  if (!openChannels(one).includes(plan.channel))
    throw new Problem('not-allowed-now', `${name} does not want to be contacted that way.`)
  const before = (await store.engagementOf(ctx.db, reading.id, reading.before)).find((stored) => stored.contactId === contactId)
  await store.insertEngagement(ctx, deal, { contactId, version: (before?.version ?? 0) + 1, cleared: false, ...plan })
  const told = before && !before.cleared ? factsOf(before) : undefined
  ctx.emit({
    type: 'engagement-plan.saved',
    noun: 'engagement-plan',
    subject: contactId,
    opportunityId: deal,
    accountId: row.account_id,
    before: told ? { contactId, ...told } : null,
    after: { contactId, ...plan },
  })
  const saved = (await itemsOf(ctx, await readDeal(ctx, deal))).find((item) => item.contact.id === contactId)
  if (!saved) throw new Error('A plan that was just saved is not there.')
  return saved
}

/** Takes back what was planned for a person: what is proposed holds again. Where nothing was planned there is nothing to do. */
export async function clearPlan(ctx: Ctx, { deal, contact }: z.output<Clear['input']>): Promise<z.input<Clear['output']>> {
  const row = await opportunities.existing(ctx, deal)
  const reading = await readDeal(ctx, deal)
  const one = planned(reading, contact)
  const records = [one.person.person, ...one.person.sameAs].map(({ contactId }) => contactId)
  const held = (await store.engagementOf(ctx.db, reading.id, reading.before)).filter(
    ({ contactId, cleared }) => !cleared && records.includes(contactId),
  )
  for (const plan of held) {
    await store.insertEngagement(ctx, deal, { ...plan, version: plan.version + 1, cleared: true })
    ctx.emit({
      type: 'engagement-plan.cleared',
      noun: 'engagement-plan',
      subject: plan.contactId,
      opportunityId: deal,
      accountId: row.account_id,
      before: { contactId: plan.contactId, ...factsOf(plan) },
    })
  }
  return { contact }
}

function planned({ report }: Reading, contact: string): ReportedChampion {
  const one = report.people.find(({ person }) => [person.person, ...person.sameAs].some(({ contactId }) => contactId === contact))
  if (!one) throw new Problem('not-found', 'This person is not on the deal.')
  return one
}

function factsOf(plan: store.StoredEngagement) {
  const { goal, message, channel, cadenceDays, nextStep, nextStepDueOn, position } = plan
  return { goal, message, channel, cadenceDays, nextStep, nextStepDueOn, position }
}
