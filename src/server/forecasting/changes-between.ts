import { p50Changes, type DealChange, type P50Changes } from '../../domain/forecasting/changes/p50-changes.ts'
import type { DealChangeKind } from '../../domain/forecasting/changes/change-kind.ts'
import { answerOnce, companyAt, knownOf, type Company } from './company.ts'
import type { NamedDeal, ProjectInput } from './worker.ts'

export interface ChangesInput extends ProjectInput {
  readonly since: string
  /** Whose deals the asker may see now; null for everybody's. */
  readonly seen: readonly string[] | null
}

export interface ChangesBetween {
  readonly bars: P50Changes['bars']
  readonly deals: (DealChange & NamedDeal)[]
}

/** Deals told of each kind. */
const MOST_OF_A_KIND = 100

/** What moved the p50 of a period between two days. */
export async function changesBetween(input: ChangesInput): Promise<ChangesBetween> {
  const { connection, asOf, since, seen, period, seed, paths, owners } = input
  const question = { period, seed, paths, owners }
  const earlier = await companyAt({ connection, asOf: since })
  const later = await companyAt({ connection, asOf })
  // What was known by the earlier day may change too, by an import of history, so its own place in the journal counts.
  const { bars, deals } = answerOnce(later, ['changes', since, earlier.upTo, earlier.context, question], () =>
    p50Changes(momentOf(earlier, since), momentOf(later, asOf), {
      period,
      seed,
      paths,
      where: owners ? { owner: owners } : {},
    }),
  )
  const named = new Map([...earlier.deals, ...later.deals].map((deal) => [deal.history.key, deal]))
  const counts = new Map<DealChangeKind, number>()
  const told: ChangesBetween['deals'] = []
  for (const change of deals) {
    const deal = named.get(change.key)
    const count = counts.get(change.kind) ?? 0
    if (!deal || count >= MOST_OF_A_KIND) continue
    const { owner } = deal.history
    if (seen !== null && (owner === null || !seen.includes(owner))) continue
    counts.set(change.kind, count + 1)
    told.push({ ...change, id: deal.id, name: deal.name, owner })
  }
  return { bars, deals: told }
}

function momentOf(company: Company, day: string) {
  const { deals, model } = company
  return { histories: deals.map((deal) => deal.history), asOf: Date.parse(day), model, known: knownOf(company) }
}
