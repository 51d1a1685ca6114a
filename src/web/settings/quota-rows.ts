import type { Period } from '../../domain/forecasting/period.ts'
import type { Money } from '../../domain/values/money.ts'
import type { api } from '../app/api.ts'
import { teamTree, treeLines, type Team } from './team-tree.ts'

export type Quota = Awaited<ReturnType<typeof api.quotas.list>>['items'][number]
type User = Awaited<ReturnType<typeof api.users.list>>['items'][number]

export interface QuotaRow {
  readonly id: string
  readonly kind: 'team' | 'user'
  readonly subject: string
  readonly name: string
  readonly level: number
  /** By the first day of the quarter. */
  readonly quotas: ReadonlyMap<string, Quota>
  /** Of a team: the sums of its people's and lower teams' people's quotas by quarter, in one currency. */
  readonly sums: ReadonlyMap<string, Money>
}

interface Given {
  teams: readonly Team[]
  users: readonly User[]
  quotas: readonly Quota[]
  quarters: readonly Period[]
  /** `all`: also people who sell and have no quota yet. `set`: only what has one. */
  show: 'all' | 'set'
}

/**
 * Teams from the top with their people under them. A person of several teams stands once, in the lowest of them; who has a quota and no
 * team stands at the end.
 */
export function quotaRows({ teams, users, quotas, quarters, show }: Given): QuotaRow[] {
  const lines = treeLines(teamTree(teams))
  const home = homes(lines)
  const of = (kind: 'team' | 'user', id: string) =>
    new Map(
      quarters.flatMap((quarter) => {
        const found = quotas.find(
          (quota) => quota[kind]?.id === id && quota.periodStart === quarter.start && quota.periodEnd === quarter.end,
        )
        return found ? [[quarter.start, found] as const] : []
      }),
    )
  const person = (user: User, level: number): QuotaRow => ({
    id: `user ${user.id}`,
    kind: 'user',
    subject: user.id,
    name: user.name,
    level,
    quotas: of('user', user.id),
    sums: new Map(),
  })
  const shown = (row: QuotaRow, user: User) =>
    row.quotas.size > 0 || (show === 'all' && user.active && (user.role === 'rep' || user.role === 'manager'))
  const byName = (one: User, other: User) => one.name.localeCompare(other.name)
  const rows = lines.flatMap((line): QuotaRow[] => {
    const people = users
      .filter((user) => home.get(user.id) === line.team.id)
      .toSorted(byName)
      .flatMap((user) => {
        const row = person(user, line.level + 1)
        return shown(row, user) ? [row] : []
      })
    const below = new Set(treeLines([line]).map((one) => one.team.id))
    const inside = users.filter((user) => below.has(home.get(user.id) ?? ''))
    const team: QuotaRow = {
      id: `team ${line.team.id}`,
      kind: 'team',
      subject: line.team.id,
      name: line.team.name,
      level: line.level,
      quotas: of('team', line.team.id),
      sums:
        show === 'all'
          ? sumsOf(
              inside.map((user) => of('user', user.id)),
              quarters,
            )
          : new Map(),
    }
    return show === 'all' || team.quotas.size > 0 || people.length > 0 ? [team, ...people] : []
  })
  const outside = users
    .filter((user) => !home.has(user.id))
    .toSorted(byName)
    .map((user) => person(user, 0))
    .filter((row) => row.quotas.size > 0)
  return [...rows, ...outside]
}

/** Quotas of the year that cover other days than one of its quarters. */
export function otherSpans(quotas: readonly Quota[], quarters: readonly Period[]): Quota[] {
  return quotas.filter(
    (quota) => !quarters.some((quarter) => quarter.start === quota.periodStart && quarter.end === quota.periodEnd),
  )
}

/** What a row's quarters come to, where they are all in one currency. */
export function yearOf(row: QuotaRow): Money | undefined {
  return sumOf([...row.quotas.values()].map((quota) => quota.amount))
}

function homes(lines: readonly { team: Team; level: number }[]): Map<string, string> {
  const home = new Map<string, { team: string; level: number }>()
  for (const { team, level } of lines)
    for (const { userId } of team.members) if (level > (home.get(userId)?.level ?? -1)) home.set(userId, { team: team.id, level })
  return new Map([...home].map(([user, { team }]) => [user, team]))
}

function sumsOf(people: readonly ReadonlyMap<string, Quota>[], quarters: readonly Period[]): Map<string, Money> {
  return new Map(
    quarters.flatMap(({ start }) => {
      const total = sumOf(people.flatMap((quotas) => quotas.get(start)?.amount ?? []))
      return total ? [[start, total] as const] : []
    }),
  )
}

/** Amounts added up, where they are all in one currency. */
export function sumOf(amounts: readonly Money[]): Money | undefined {
  const [first] = amounts
  if (!first || amounts.some((amount) => amount.currency !== first.currency)) return undefined
  return { minor: amounts.reduce((total, amount) => total + amount.minor, 0), currency: first.currency }
}
