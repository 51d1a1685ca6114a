import { CHANNELS, type BuyingRole, type Channel } from '../../accounts/contact.ts'
import { MS_PER_DAY, instantOf, epochMs, type Instant } from '../../values/instant.ts'
import { addDays, type PlainDate } from '../../values/plain-date.ts'
import { mayContact } from '../outreach.ts'
import type { ReportedChampion } from './champion-report.ts'

/** How to engage one person, as the product proposes it. Everything that would reach them is null where nothing may. */
export interface ProposedPlan {
  readonly contactId: string
  readonly locked: boolean
  /** Place in the sequence, from 1. */
  readonly position: number | null
  readonly because: string
  readonly goal: string | null
  readonly message: string | null
  readonly channel: Channel | null
  readonly channels: readonly Channel[]
  readonly cadenceDays: number | null
  readonly nextStep: string | null
  readonly nextStepDueOn: PlainDate | null
}

export interface TouchBudget {
  readonly budget: number
  readonly withinDays: number
}

interface RolePlan {
  /** Who comes first: those who open doors, those who decide, those who may stop it, those who check, the rest. */
  readonly rank: number
  readonly why: string
  readonly goal: string
  readonly message: string
  readonly channels: readonly Channel[]
  readonly cadenceDays: number
}

const PLANS = {
  champion: {
    rank: 1,
    why: 'Opens the doors to everybody else',
    goal: 'Sells for us when we are not in the room',
    message: 'What they win by it, and what they need in hand to say so inside',
    channels: ['phone', 'meeting', 'message', 'email'],
    cadenceDays: 7,
  },
  'economic-buyer': {
    rank: 2,
    why: 'Releases the budget',
    goal: 'Confirms budget and priority in their own words',
    message: 'The return in their numbers, and what waiting costs',
    channels: ['meeting', 'phone', 'email', 'message'],
    cadenceDays: 14,
  },
  'decision-maker': {
    rank: 2,
    why: 'Signs in the end',
    goal: 'Agrees how and by when it is decided',
    message: 'What is to be decided, by whom, and what is still open',
    channels: ['meeting', 'phone', 'email', 'message'],
    cadenceDays: 14,
  },
  blocker: {
    rank: 3,
    why: 'Objections harden when nobody answers them',
    goal: 'Names what would have to be true to agree, or to step aside',
    message: 'Their concern first, with an answer that can be checked',
    channels: ['meeting', 'phone', 'email', 'message'],
    cadenceDays: 14,
  },
  'technical-evaluator': {
    rank: 4,
    why: 'Their approval takes the longest',
    goal: 'Approves it in writing',
    message: 'How it fits what they run, and how it can be tested',
    channels: ['meeting', 'email', 'phone', 'message'],
    cadenceDays: 14,
  },
  legal: {
    rank: 4,
    why: 'A review that begins late ends late',
    goal: 'Has the paper in review, with a date',
    message: 'What departs from the standard, and why',
    channels: ['email', 'phone', 'meeting', 'message'],
    cadenceDays: 14,
  },
  procurement: {
    rank: 4,
    why: 'Terms are reopened by whoever was not asked',
    goal: 'Agrees on steps and dates of the purchase',
    message: 'The steps, the papers they need, and the date that everybody works towards',
    channels: ['email', 'phone', 'meeting', 'message'],
    cadenceDays: 14,
  },
  influencer: {
    rank: 5,
    why: 'Shapes what others think',
    goal: 'Speaks for it when asked',
    message: 'What changes for their people',
    channels: ['email', 'meeting', 'phone', 'message'],
    cadenceDays: 21,
  },
  user: {
    rank: 6,
    why: 'Works with it every day',
    goal: 'Has tried it and says so',
    message: 'What their day looks like afterwards',
    channels: ['meeting', 'email', 'message', 'phone'],
    cadenceDays: 30,
  },
} as const satisfies Record<BuyingRole, RolePlan>

const NO_ROLE: RolePlan = {
  rank: 7,
  why: 'Their part is not known yet',
  goal: 'Say what their part in the decision is',
  message: 'What they need to know, and whom else we should ask',
  channels: ['email', 'phone', 'meeting', 'message'],
  cadenceDays: 30,
}

/**
 * A plan for each person and the order to go in, from what is known as of `asOf`: the role sets goal, message and cadence,
 * the person's wishes the channel, what happened last the next step. `touches` are ours to each person over all their deals;
 * who has had as many as the budget allows is left alone until one of them is long enough ago.
 */
export function engagementPlans(
  people: readonly ReportedChampion[],
  touches: ReadonlyMap<string, readonly Instant[]>,
  budget: TouchBudget,
  asOf: Instant,
): ProposedPlan[] {
  const helper = people.find(
    ({ locked, departure, person, called, rung }) =>
      !locked && !departure?.departed && person.inbound > 0 && (called || rung > 0),
  )
  const open = people.filter(({ locked, departure }) => !locked && !departure?.departed)
  const order = open.toSorted(
    (a, b) => planOf(a).rank - planOf(b).rank || Number(waits(b)) - Number(waits(a)) || byEngagement(a, b),
  )
  const planned = order.map((one, i) =>
    planFor(one, { position: i + 1, helper, touches: touches.get(one.person.person.contactId) ?? [], budget, asOf }),
  )
  const closed = people.filter((one) => !open.includes(one)).map((one) => without(one))
  return [...planned, ...closed]
}

function planOf({ person }: ReportedChampion): RolePlan {
  return person.roles.map((role): RolePlan => PLANS[role]).toSorted((a, b) => a.rank - b.rank)[0] ?? NO_ROLE
}

interface Situation {
  readonly position: number
  readonly helper: ReportedChampion | undefined
  readonly touches: readonly Instant[]
  readonly budget: TouchBudget
  readonly asOf: Instant
}

function planFor(one: ReportedChampion, { position, helper, touches, budget, asOf }: Situation): ProposedPlan {
  const role = planOf(one)
  const channels = openChannels(one)
  const wished = [one.person.person, ...one.person.sameAs].flatMap(({ preferredChannel }) => preferredChannel ?? [])
  const channel = [...wished, ...role.channels].find((each) => channels.includes(each)) ?? null
  const today = asOf.slice(0, 10)
  const step = nextStep(one, { helper, role, today })
  const free = freeOn(touches, budget, asOf)
  const held = free !== null && free > step.dueOn
  return {
    contactId: one.person.person.contactId,
    locked: false,
    position,
    because: held ? `${role.why}; ${touches.length} of ${budget.budget} touches are used, so not before ${free}` : role.why,
    goal: role.goal,
    message: role.message,
    channel,
    channels,
    cadenceDays: role.cadenceDays,
    nextStep: step.text,
    nextStepDueOn: held ? free : step.dueOn,
  }
}

function nextStep(
  one: ReportedChampion,
  { helper, role, today }: { helper: ReportedChampion | undefined; role: RolePlan; today: PlainDate },
): { text: string; dueOn: PlainDate } {
  const { person, answers, silence, lastTouch, inbound, outbound } = one.person
  const soon = addDays(today, 2)
  if (answers.ours.waiting)
    return { text: `Answer what ${person.name} asked on ${answers.ours.waiting.since.slice(0, 10)}`, dueOn: today }
  if (inbound === 0 && outbound === 0) {
    const by = helper && helper !== one ? helper.person.person.name : null
    return {
      text: by ? `Ask ${by} to introduce us to ${person.name}` : `Find a way to be introduced to ${person.name}`,
      dueOn: soon,
    }
  }
  if (silence.silent || inbound === 0)
    return { text: `Try ${person.name} by another way than before, with something new to them`, dueOn: soon }
  const rung = one.development[0]
  const text =
    one.called && rung
      ? rung.step
      : `Speak with ${person.name} about: ${role.message.charAt(0).toLowerCase()}${role.message.slice(1)}`
  const due = addDays((lastTouch ?? today).slice(0, 10), role.cadenceDays)
  return { text, dueOn: due < today ? today : due }
}

/** The day on which the oldest of too many touches has left the window; null where there is room. */
export function freeOn(touches: readonly Instant[], { budget, withinDays }: TouchBudget, asOf: Instant): PlainDate | null {
  const since = epochMs(asOf) - withinDays * MS_PER_DAY
  const within = touches.filter((at) => epochMs(at) >= since && epochMs(at) < epochMs(asOf)).toSorted()
  const oldest = within[within.length - budget]
  return oldest === undefined ? null : addDays(instantOf(epochMs(oldest) + withinDays * MS_PER_DAY).slice(0, 10), 1)
}

export function openChannels({ person }: Pick<ReportedChampion, 'person'>): Channel[] {
  const records = [person.person, ...person.sameAs]
  return CHANNELS.filter((channel) => mayContact(records, channel))
}

function without(one: ReportedChampion): ProposedPlan {
  return {
    contactId: one.person.person.contactId,
    locked: one.locked,
    position: null,
    because: one.locked ? 'May not be contacted' : 'Seems to have left',
    goal: null,
    message: null,
    channel: null,
    channels: [],
    cadenceDays: null,
    nextStep: null,
    nextStepDueOn: null,
  }
}

function waits({ person }: ReportedChampion): boolean {
  return person.answers.ours.waiting !== null
}

function byEngagement(a: ReportedChampion, b: ReportedChampion): number {
  return (
    (b.person.engagement.value ?? -1) - (a.person.engagement.value ?? -1) ||
    (a.person.person.contactId < b.person.person.contactId ? -1 : 1)
  )
}
