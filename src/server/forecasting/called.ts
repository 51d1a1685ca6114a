import type { ProjectAnswer } from './worker.ts'

type Category = 'commit' | 'best_case' | 'pipeline'

/** Sums of what people call the open deals of some owners. */
export function calledBy({
  called,
}: Pick<ProjectAnswer, 'called'>): (owners: readonly (string | null)[], categories: readonly Category[]) => number {
  return (owners, categories) =>
    owners.reduce(
      (sum, owner) => sum + categories.reduce((part, category) => part + (called[owner ?? '']?.[category] ?? 0), 0),
      0,
    )
}
