import { Random } from '../random.ts'
import type { WorldSettings } from '../settings.ts'
import type { DealPlan } from './deal-plan.ts'

/** Habits of sellers: which truly help, which only go with a segment, which mean nothing. */
export const HABITS = [
  ...Array.from({ length: 2 }, () => 'helps' as const),
  ...Array.from({ length: 3 }, () => 'goes-with-segment' as const),
  ...Array.from({ length: 20 }, () => 'means-nothing' as const),
]

const USUAL = 0.4
/** How often the habits that go with a segment are kept on small, mid-market and enterprise deals. */
const BY_SEGMENT = [0.65, 0.4, 0.15] as const

/** Which habits the seller kept in the first days of a deal, in the order of HABITS. */
export function habitsOf(plan: Pick<DealPlan, 'number' | 'segment'>, settings: WorldSettings): boolean[] {
  const random = new Random(settings.seed, `habits/${plan.number}`)
  return HABITS.map((kind, i) =>
    random.chance(
      kind === 'helps' ? USUAL : kind === 'goes-with-segment' ? (BY_SEGMENT[plan.segment] ?? USUAL) : 0.15 + 0.035 * (i - 5),
    ),
  )
}

/** Log-hazard that the habits kept on a deal add to its win and take from its loss, on average nothing. */
export function habitPull(plan: Pick<DealPlan, 'number' | 'segment'>, settings: WorldSettings): number {
  if (settings.habitEffect === 0) return 0
  const kept = habitsOf(plan, settings)
  return HABITS.reduce((sum, kind, i) => sum + (kind === 'helps' ? settings.habitEffect * ((kept[i] ? 1 : 0) - USUAL) : 0), 0)
}
