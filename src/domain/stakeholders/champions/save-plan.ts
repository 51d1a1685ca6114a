import { addDays, type PlainDate } from '../../values/plain-date.ts'
import { mayContact } from '../outreach.ts'
import type { ThreadingPerson } from '../threading.ts'
import { isAbove } from './champion-acts.ts'
import type { Departure } from './departures.ts'

export const SAVE_PLAN_STATES = ['open', 'done', 'false-alarm'] as const
export type SavePlanState = (typeof SAVE_PLAN_STATES)[number]

/** In the order in which they are due. */
export const SAVE_STEPS = [
  'confirm',
  'reach-buyer',
  'find-successor',
  'keep-knowledge',
  'rebuild-case',
  'test-successor',
] as const
export type SaveStepKey = (typeof SAVE_STEPS)[number]

/** Working days after the start. */
const DUE_IN = {
  confirm: 1,
  'reach-buyer': 2,
  'keep-knowledge': 3,
  'find-successor': 3,
  'rebuild-case': 7,
  'test-successor': 15,
} as const satisfies Record<SaveStepKey, number>

export interface SaveStep {
  readonly key: SaveStepKey
  readonly title: string
  readonly because: string
  /** Whom to turn to; never somebody who left or may not be contacted. */
  readonly person: { readonly id: string; readonly name: string } | null
  readonly dueOn: PlainDate
}

/**
 * How to keep a deal whose champion left: confirm it with somebody who would know, reach whoever holds the budget before
 * others do, find who follows, and begin again with them. Everybody named is there and may be contacted.
 */
export function saveSteps(
  left: Pick<ThreadingPerson, 'person' | 'sameAs'>,
  people: readonly ThreadingPerson[],
  departures: readonly Departure[],
  startedOn: PlainDate,
): SaveStep[] {
  const gone = new Set(departures.filter(({ departed }) => departed).map(({ thread }) => thread.person.contactId))
  const there = people
    .filter(
      ({ person, sameAs }) =>
        person.contactId !== left.person.contactId && !gone.has(person.contactId) && mayContact([person, ...sameAs]),
    )
    .toSorted(
      (a, b) => (b.engagement.value ?? -1) - (a.engagement.value ?? -1) || (a.person.contactId < b.person.contactId ? -1 : 1),
    )
  const { name, reportsToId, department } = left.person
  const knows = there.find((one) => one.inbound > 0)
  const buyer =
    there.find(({ roles }) => roles.includes('economic-buyer')) ??
    there.find(({ person }) => person.contactId === reportsToId) ??
    there.find(isAbove)
  const successor =
    there.find(
      ({ person, roles }) =>
        person.contactId !== buyer?.person.contactId &&
        !roles.includes('blocker') &&
        department !== null &&
        person.department === department,
    ) ??
    there.find((one) => one.person.contactId !== buyer?.person.contactId && one.inbound > 0 && !one.roles.includes('blocker'))
  const step = (key: SaveStepKey, title: string, because: string, person?: ThreadingPerson): SaveStep => ({
    key,
    title,
    because,
    person: person ? { id: person.person.contactId, name: person.person.name } : null,
    dueOn: workingDaysAfter(startedOn, DUE_IN[key]),
  })
  return [
    step(
      'confirm',
      knows ? `Ask ${knows.person.name} whether ${name} has left` : `Find out by phone whether ${name} has left`,
      'A false alarm costs a call, a missed departure the deal',
      knows,
    ),
    step(
      'reach-buyer',
      buyer
        ? `Speak to ${buyer.person.name} before anybody else frames it`
        : 'Find out who holds the budget now, and speak to them',
      buyer
        ? 'Whoever holds the budget decides whether the project goes on'
        : 'Nobody who holds the budget is known and may be contacted',
      buyer,
    ),
    step(
      'find-successor',
      successor
        ? `Find out who takes over from ${name}; ${successor.person.name} is the nearest`
        : `Find out who takes over from ${name}`,
      successor ? 'Of those who are there the closest to it' : 'Nobody on the deal could take it over as far as is known',
      successor,
    ),
    step(
      'keep-knowledge',
      `Write down what ${name} promised, and to whom`,
      'What was agreed by word of mouth leaves with the person',
    ),
    step(
      'rebuild-case',
      `Go through the business case with ${successor ? successor.person.name : 'the successor'}`,
      'A successor defends numbers of their own, not those of somebody else',
      successor,
    ),
    step(
      'test-successor',
      `Test ${successor ? successor.person.name : 'the successor'} as champion: access first`,
      'Who inherits a project does not inherit the will to push it',
      successor,
    ),
  ]
}

/** Monday to Friday; holidays are not known. */
export function workingDaysAfter(day: PlainDate, days: number): PlainDate {
  let at = day
  for (let left = days; left > 0;) {
    at = addDays(at, 1)
    const weekday = new Date(at).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left -= 1
  }
  return at
}
