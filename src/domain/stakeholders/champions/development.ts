import { mayContact } from '../outreach.ts'
import type { ThreadingPerson } from '../threading.ts'
import type { Rung } from './champion-act.ts'
import { isAbove } from './champion-acts.ts'
import type { LadderRung } from './champion-ladder.ts'

export interface DevelopmentStep {
  readonly rung: Rung
  readonly step: string
  readonly because: string
}

/** How to bring somebody to the rungs that are not proven yet, the lowest first, with names where the deal has them. */
export function development(
  { person }: ThreadingPerson,
  ladder: readonly LadderRung[],
  people: readonly ThreadingPerson[],
): DevelopmentStep[] {
  const first = person.name.split(' ')[0] ?? person.name
  const others = people.filter((one) => one.person.contactId !== person.contactId && mayContact([one.person, ...one.sameAs]))
  const above = others.find((one) => isAbove(one) && !one.active)
  const doubtful =
    others.find(({ roles }) => roles.includes('blocker')) ?? others.find(({ roles }) => roles.includes('technical-evaluator'))
  const steps = {
    1: above
      ? `Ask ${first} to bring ${above.person.name} to the next meeting`
      : `Ask ${first} whom else the decision needs, and to introduce one of them`,
    2: `Give ${first} the business case and ask for the numbers and criteria that it will be held against`,
    3: doubtful
      ? `Prepare ${first} to answer ${doubtful.person.name} without us, then ask how it went`
      : `Ask ${first} to present the business case inside, then ask what was said`,
  } as const satisfies Record<Rung, string>
  return ladder
    .filter(({ state }) => state === 'open' || state === 'failed')
    .map(({ rung, state, name }) => ({
      rung,
      step: steps[rung],
      because: state === 'failed' ? `The test “${name.toLowerCase()}” was not passed` : `“${name}” is neither seen nor tested`,
    }))
}
