/** Models that learn more than sums; each is part of the mixture only where the company's own past shows it ahead. */
export const CHALLENGERS = ['boosted trees', 'recurrent network', 'attention over weeks', 'graph of contacts'] as const
export type Challenger = (typeof CHALLENGERS)[number]

/** What they forecast: won within a quarter. */
export const HORIZON_DAYS = 91
export const CHALLENGER_SEED = 1
