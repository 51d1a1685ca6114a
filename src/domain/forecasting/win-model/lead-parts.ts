import { likeliestStrength, shrunkRatio } from '../../../stats/shrinkage/gamma-poisson.ts'
import { LEAD_ENDS } from '../stage-table/quarter-phase.ts'

/** Factors on the rates of a mixture by how far ahead they lie, in the groups of LEAD_GROUP; beyond the last of LEAD_ENDS it is 1. */
export interface LeadParts {
  win: number[]
  loss: number[]
}

/** Of deals open on one past day until the same day of the next quarter: how many closed so by how far ahead, and how many were said to. */
export interface LeadLook {
  observed: number[]
  expected: number[]
}

/** Each part of a quarter has its own fate beside that of the whole, moving it by nearly a fifth (one standard deviation). */
const PART_VARIANCE = 0.18 ** 2
/** A quarter two back says half as much: companies drift. */
const HALF_LIFE = 2
/** Closes that a part must be said to have to count for half; more where parts differ no more than by chance. */
const LEAST_STRENGTH = 2
const MOST_STRENGTH = 512

/**
 * How quarters went on from the same day, by how far ahead: what each part had of the quarter's closes beside what was said it
 * would have, the last quarter first. How many close in the quarter as a whole is not looked at. Where deals close only within
 * their first two weeks or before the quarter's end, who averages over its months says too much of the next four weeks. Drawn
 * to 1 as hard as the parts' likeness suggests: simulated companies keep what was said of them.
 */
export function leadParts(looks: readonly { win: LeadLook; loss: LeadLook }[]): LeadParts | null {
  if (looks.length === 0) return null
  return { win: factors(looks.map(({ win }) => win)), loss: factors(looks.map(({ loss }) => loss)) }
}

function factors(looks: readonly LeadLook[]): number[] {
  const observed = LEAD_ENDS.map(() => 0)
  const expected = LEAD_ENDS.map(() => 0)
  for (const [back, look] of looks.entries()) {
    const [came, said] = [total(look.observed), total(look.expected)]
    if (came === 0 || said <= 0) continue
    for (const part of LEAD_ENDS.keys()) {
      const share = (look.expected[part]! * came) / said
      const weight = 0.5 ** (back / HALF_LIFE) / (1 + PART_VARIANCE * share)
      observed[part]! += weight * look.observed[part]!
      expected[part]! += weight * share
    }
  }
  const strength = likeliestStrength(observed, expected, LEAST_STRENGTH, MOST_STRENGTH)
  return [...observed.map((count, part) => shrunkRatio(count, expected[part]!, strength)), 1]
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
