import type { RollupNode } from '../../domain/forecasting/revenue/rollup.ts'
import { groupedBy } from '../../domain/values/grouped.ts'
import { inBase, type RateTable } from '../../domain/values/money.ts'
import type * as quotas from '../quotas/store.ts'

type Quota = Awaited<ReturnType<typeof quotas.list>>[number]
/** Minor units of the base currency by the key of a team or person. */
type Sums = ReadonlyMap<string, number>

interface Asked {
  period: { start: string; end: string }
  rates: RateTable
  all: readonly RollupNode[]
  /** Whose deals count; null: everybody's. */
  owners: readonly string[] | null
  within: string | null
}

/** Of the quotas that touch a period, those of each team and person in it, that of the whole, and the days they are set for. */
export function quotasAsked(set: readonly Quota[], { period, rates, all, owners, within }: Asked) {
  const sumsOf = (some: readonly Quota[]): Sums => {
    const sums = new Map<string, number>()
    for (const { user, team, amount } of some) {
      const key = user ? `person:${user.id}` : `team:${team?.id}`
      sums.set(key, (sums.get(key) ?? 0) + (inBase(rates, amount, period.start) ?? 0))
    }
    return sums
  }
  // A quota that reaches beyond the period cannot be cut without inventing a split; it is left out.
  const counts = ({ periodStart, periodEnd }: Quota): boolean => period.start <= periodStart && periodEnd <= period.end
  const top = owners === null ? all.find((node) => node.kind === 'all') : undefined
  const ofWhole = (sums: Sums): number | null => {
    if (top) return ofNode(top, sums) ?? ofTopmost(all, sums)
    if (within) return ofNode({ key: `team:${within}`, owners: owners ?? [] }, sums)
    return ofPeople(owners ?? [], sums)
  }
  const quotaOf = sumsOf(set.filter(counts))
  return {
    quotaOf,
    quota: (node: RollupNode): number | null => ofNode(node, quotaOf),
    wholeQuota: ofWhole(quotaOf),
    quotaSpans: [...groupedBy(set, ({ periodStart, periodEnd }) => `${periodStart} ${periodEnd}`).values()].flatMap((some) => {
      const { periodStart: start, periodEnd: end } = some[0]!
      const amount = ofWhole(sumsOf(some))
      return amount === null ? [] : [{ start, end, amount, counts: counts(some[0]!) }]
    }),
  }
}

function ofNode({ key, owners }: Pick<RollupNode, 'key' | 'owners'>, sums: Sums): number | null {
  return sums.get(key) ?? ofPeople(owners, sums)
}

function ofPeople(owners: RollupNode['owners'], sums: Sums): number | null {
  return sumOrNull(owners.map((owner) => sums.get(`person:${owner}`)))
}

/** Where only teams have quotas, the company's is the sum of the topmost. */
function ofTopmost(nodes: readonly RollupNode[], sums: Sums): number | null {
  return sumOrNull(nodes.filter((node) => node.parent === 'all').map((node) => sums.get(node.key)))
}

function sumOrNull(values: readonly (number | undefined)[]): number | null {
  const given = values.filter((value) => value !== undefined)
  return given.length === 0 ? null : given.reduce((sum, value) => sum + value, 0)
}
