import { stream, type Stream } from '../random/stream.ts'
import { mantelHaenszel, type Stratum } from './mantel-haenszel.ts'

/**
 * Two-sided p-value of the stratified risk difference when the habit is dealt out anew inside each stratum, `permutations` times:
 * exact up to chance, whatever the sizes. (1 + as far or further) / (1 + permutations), so never 0 (B. Phipson and G. Smyth (2010)).
 * With no stratum that holds both arms it is 1.
 */
export function permutationTest(
  happened: ArrayLike<boolean | number>,
  exposed: ArrayLike<boolean | number>,
  strata: ArrayLike<number | string>,
  { seed, permutations }: { seed: number; permutations: number },
): number {
  const groups = stratified(happened, exposed, strata)
  const distance = (): number => Math.abs(mantelHaenszel(groups.map(counted)).riskDifference)
  const observed = distance()
  if (Number.isNaN(observed)) return 1
  const source = stream(seed, 'permutation')
  let asFar = 0
  for (let draw = 0; draw < permutations; draw++) {
    for (const { arm } of groups) shuffle(arm, source)
    // The same counts added up in another order may differ in the last bit.
    if (distance() >= observed - 1e-12) asFar += 1
  }
  return (1 + asFar) / (1 + permutations)
}

interface Members {
  won: Uint8Array
  arm: Uint8Array
}

function stratified(
  happened: ArrayLike<boolean | number>,
  exposed: ArrayLike<boolean | number>,
  strata: ArrayLike<number | string>,
): Members[] {
  const rows = new Map<number | string, number[]>()
  for (let i = 0; i < strata.length; i++) {
    const list = rows.get(strata[i]!)
    if (list) list.push(i)
    else rows.set(strata[i]!, [i])
  }
  return [...rows.values()].map((list) => ({
    won: Uint8Array.from(list, (i) => (happened[i] ? 1 : 0)),
    arm: Uint8Array.from(list, (i) => (exposed[i] ? 1 : 0)),
  }))
}

function counted({ won, arm }: Members): Stratum {
  let [exposedWins, exposed, wins] = [0, 0, 0]
  for (let i = 0; i < won.length; i++) {
    exposedWins += won[i]! * arm[i]!
    exposed += arm[i]!
    wins += won[i]!
  }
  return { exposedWins, exposed, otherWins: wins - exposedWins, others: won.length - exposed }
}

function shuffle(arm: Uint8Array, source: Stream): void {
  for (let i = arm.length - 1; i > 0; i--) {
    const j = Math.floor((source.next() / 4294967296) * (i + 1))
    const held = arm[i]!
    arm[i] = arm[j]!
    arm[j] = held
  }
}
