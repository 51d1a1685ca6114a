import type { DealLife } from '../latent/deal-life.ts'
import type { Random } from '../random.ts'
import type { Customer, Person } from './customers.ts'
import type { Deal, Stakeholder } from './deal.ts'
import type { Part } from '../content/job-titles.ts'

/** Stage from which a part of the buyer's side may appear, and how likely it does at all. */
const APPEARS = {
  champion: [0, 1],
  user: [0, 0.75],
  influencer: [0, 0.55],
  technical: [1, 0.8],
  blocker: [1, 0.6],
  'decision-maker': [2, 0.6],
  procurement: [2, 0.8],
  legal: [3, 0.85],
  'economic-buyer': [9, 0],
} as const satisfies Record<Part, readonly [number, number]>

/** Who takes part in a deal and from when. The economic buyer joins when truly engaged; a champion who left is followed by someone else. */
export function castOf(
  customer: Customer,
  life: DealLife,
  gone: (person: Person) => boolean,
  random: Random,
): Pick<Deal, 'stakeholders' | 'departures'> {
  const stakeholders: Stakeholder[] = []
  const here = customer.people.filter((person) => !gone(person)).slice(0, life.nature.crowd)
  for (const person of here) {
    const [stage, chance] = APPEARS[person.part]
    const from =
      person.part === 'economic-buyer'
        ? life.states.findIndex((state) => state.economicBuyer)
        : life.states.findIndex((state) => state.stage >= stage)
    if (from < 0 || (person.part !== 'economic-buyer' && !random.chance(chance))) continue
    stakeholders.push({
      person,
      joins: person.part === 'champion' ? 0 : from + (person.part === 'economic-buyer' ? 0 : random.integer(0, 4)),
    })
  }
  const first = here[0]
  if (stakeholders.length === 0 && first) stakeholders.push({ person: first, joins: 0 })
  const departures: { week: number; person: Person }[] = []
  let champion = stakeholders.find((stakeholder) => stakeholder.person.part === 'champion')?.person ?? stakeholders[0]?.person
  for (const [week, state] of life.states.entries()) {
    const before = life.states[week - 1]
    if (before?.champion === 'active' && state.champion === 'left' && champion) departures.push({ week, person: champion })
    if (before?.champion === 'left' && state.champion === 'active')
      champion = stakeholders.find(
        ({ person, joins }) => joins <= week && person.part !== 'blocker' && departures.every((left) => left.person !== person),
      )?.person
  }
  return { stakeholders, departures }
}
