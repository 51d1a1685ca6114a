import type { Sight, TeamOnDay } from '../../../domain/access/sight.ts'
import { withTeamsBelow } from '../../../domain/access/sight.ts'
import { ownersBelow } from '../../../domain/forecasting/revenue/rollup.ts'
import type { StoredScenario } from './store.ts'

/**
 * Whether somebody sees a saved scenario: its author does; others do where it is shared with them and they see every deal
 * that it is about, so that no figure tells of deals out of sight.
 */
export function mayRead(
  { author, shared, team, owner }: Pick<StoredScenario, 'author' | 'shared' | 'team' | 'owner'>,
  reader: { readonly userId: string | null; readonly sight: Sight },
  teams: readonly TeamOnDay[],
): boolean {
  if (author.id === reader.userId) return true
  if (shared === 'nobody' || !seesAll(reader.sight, ownersOf({ team, owner }, teams))) return false
  return shared === 'all' || reader.userId === null || isAround(reader.userId, author.id, teams)
}

/** Null: all deals of the company. */
function ownersOf(
  { team, owner }: Pick<StoredScenario, 'team' | 'owner'>,
  teams: readonly TeamOnDay[],
): readonly string[] | null {
  if (owner) return [owner.id]
  if (!team) return null
  const found = teams.find((one) => one.id === team.id)
  return found ? ownersBelow(found, teams) : []
}

function seesAll(sight: Sight, owners: readonly string[] | null): boolean {
  if (sight.kind === 'all') return true
  return owners !== null && owners.length > 0 && owners.every((owner) => sight.owners.includes(owner))
}

/** In one of the author's teams, or in one above them. */
function isAround(userId: string, authorId: string, teams: readonly TeamOnDay[]): boolean {
  const mine = teams.filter((team) => team.members.some((member) => member.userId === userId))
  return withTeamsBelow(mine, teams).some((team) => team.members.some((member) => member.userId === authorId))
}
