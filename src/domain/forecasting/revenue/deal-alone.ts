import { stream } from '../../../stats/random/stream.ts'
import { endOf, LEAST_CHANCE, type SimulatedDeal } from './deal-draws.ts'
import { blockStart, type FactorLink } from './factor-link.ts'
import { TABLE_SIZE } from './won-amounts.ts'

/** What one deal brings in the period on each path, to the unit as it is drawn among all: no week is looked for. */
export function drawnAlone(deal: SimulatedDeal, link: FactorLink, paths: number, seed: number): Float64Array {
  const own = new Float64Array(paths)
  const { wonBy, amount } = deal
  const last = wonBy.length - 1
  if (last === 0 || !(wonBy[last]! - wonBy[0]! >= LEAST_CHANCE)) return own
  const { base, factors } = amount
  const random = stream(seed, deal.key)
  const [start, end] = [link.position(wonBy[0]!), link.position(wonBy[last]!)]
  const blocks = link.values.length
  const places = new Int32Array(paths + 1)
  const draws = new Int32Array(paths + 1)
  for (let block = 0; block < blocks; block++) {
    const shift = link.shifts[block]!
    const low = endOf(start + shift)
    const high = Math.max(low, endOf(end + shift))
    const won = random.keepBetween(
      blockStart(block, blocks, paths),
      blockStart(block + 1, blocks, paths),
      low,
      high,
      places,
      draws,
    )
    for (let i = 0; i < won; i++) own[places[i]!] = Math.floor(base * factors[draws[i]! & (TABLE_SIZE - 1)]! + 0.5)
  }
  return own
}
