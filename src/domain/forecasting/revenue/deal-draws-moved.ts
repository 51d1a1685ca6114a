import { stream } from '../../../stats/random/stream.ts'
import { endOf, LEAST_CHANCE, type SimulatedDeal, type Sums } from './deal-draws.ts'
import { blockStart, type FactorLink } from './factor-link.ts'
import { TABLE_SIZE } from './won-amounts.ts'

/** A deal drawn for one week whose chance to be won in it has moved, and nothing else of it. */
export interface MovedDeal {
  before: SimulatedDeal
  after: SimulatedDeal
}

/** Whether all that has moved is where the chance of the only week ends. */
export function onlyChanceMoved(before: SimulatedDeal, after: SimulatedDeal): boolean {
  const [a, b] = [before.amount, after.amount]
  const drawn = ({ wonBy }: SimulatedDeal): boolean => wonBy.length === 2 && wonBy[1]! - wonBy[0]! >= LEAST_CHANCE
  const same = a.base === b.base && a.factors === b.factors && before.cell === after.cell && before.wonBy[0] === after.wonBy[0]
  return same && drawn(before) && drawn(after)
}

/**
 * Brings sums to what they would be had the deals been drawn as they are after: only the draws between the two ends are
 * paths that turn, a few in a hundred where a lever is pulled a little.
 */
export function drawMoved(moved: readonly MovedDeal[], link: FactorLink, sums: Sums, seed: number): void {
  const { paths, weeks } = sums
  const blocks = link.values.length
  const places = new Int32Array(paths + 1)
  const draws = new Int32Array(paths + 1)
  for (const { before, after } of moved) {
    const { base, factors } = after.amount
    const own = sums.cells[after.cell]!
    const random = stream(seed, after.key)
    const start = link.position(after.wonBy[0]!)
    const [was, is] = [link.position(before.wonBy[1]!), link.position(after.wonBy[1]!)]
    const sign = is < was ? -1 : 1
    for (let block = 0; block < blocks; block++) {
      const shift = link.shifts[block]!
      const first = endOf(start + shift)
      const low = Math.max(first, endOf(Math.min(was, is) + shift))
      const high = Math.max(low, endOf(Math.max(was, is) + shift))
      const end = blockStart(block + 1, blocks, paths)
      const turned = random.keepBetween(blockStart(block, blocks, paths), end, low, high, places, draws)
      for (let i = 0; i < turned; i++) {
        const amount = sign * Math.floor(base * factors[draws[i]! & (TABLE_SIZE - 1)]! + 0.5)
        own[places[i]!]! += amount
        weeks[places[i]!]! += amount
      }
    }
  }
}
