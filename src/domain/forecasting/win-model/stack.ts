/** How much is believed of each member before any comparison, as counts of a Dirichlet distribution; its mode is used. */
export type MemberBelief = readonly number[]

/**
 * The mixture of members that would have told the past best: weights that maximise the sum over cases of
 * weight * ln(sum of weights times likelihoods), plus the Dirichlet prior. `likelihoods[m][i]` is what member m gave to
 * what happened in case i. By expectation-maximisation, to 1e-6; concave, so there is one answer. Without cases it is the
 * prior's mode. The log score is proper, so a member cannot gain by saying other than it believes (Yao et al., Bayesian
 * Analysis 13 (2018) 917).
 */
export function stackingWeights(likelihoods: readonly Float64Array[], weights: Float64Array, belief: MemberBelief): number[] {
  const members = likelihoods.length
  const prior = belief.map((count) => Math.max(0, count - 1))
  const before = prior.reduce((sum, count) => sum + count, 0)
  let pi = belief.map((count) => count / belief.reduce((sum, all) => sum + all, 0))
  const cases = weights.length
  if (cases === 0) return before > 0 ? prior.map((count) => count / before) : pi
  const all = before + weights.reduce((sum, weight) => sum + weight, 0)
  for (let round = 0; round < 500; round++) {
    const share = prior.slice()
    for (let i = 0; i < cases; i++) {
      let mixture = 0
      for (let m = 0; m < members; m++) mixture += pi[m]! * likelihoods[m]![i]!
      if (mixture <= 0) continue
      for (let m = 0; m < members; m++) share[m]! += (weights[i]! * pi[m]! * likelihoods[m]![i]!) / mixture
    }
    const next = share.map((value) => value / all)
    const total = next.reduce((sum, value) => sum + value, 0)
    let change = 0
    for (let m = 0; m < members; m++) {
      const value = next[m]! / total
      change = Math.max(change, Math.abs(value - pi[m]!))
      next[m] = value
    }
    pi = next
    if (change < 1e-6) break
  }
  return pi
}
