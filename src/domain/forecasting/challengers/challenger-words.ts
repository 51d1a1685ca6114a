import type { LandmarkTable } from '../landmarks/landmark-table.ts'
import type { ChallengerFit } from './challenger-fit.ts'
import { treeWords } from './tree-fit.ts'

/** What a challenger looked at in one deal, for people. */
export function challengerWords({ name, fit }: ChallengerFit, open: LandmarkTable, row: number): string {
  if (name === 'boosted trees') return ['what comes together', ...treeWords(fit, open, row)].join(', ')
  return name === 'graph of contacts' ? 'who knows whom' : 'the order of what happened'
}
