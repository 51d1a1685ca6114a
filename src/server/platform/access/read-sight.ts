import { REACH, sightOf, type Sight, type TeamOnDay } from '../../../domain/access/sight.ts'
import { groupedBy } from '../../../domain/values/grouped.ts'
import type { Principal } from '../context.ts'
import type { Db } from '../db/connect.ts'

/** Sight of a principal, read fresh for every request so that a change of role or team holds at once. */
export async function readSight(db: Db, principal: Principal, on: string): Promise<Sight> {
  if (REACH[principal.role] === 'all') return { kind: 'all' }
  if (principal.userId === null) return { kind: 'owners', owners: [] }
  if (REACH[principal.role] === 'own') return { kind: 'owners', owners: [principal.userId] }
  return sightOf({ id: principal.userId, role: principal.role }, await teamsOn(db, on))
}

/** The hierarchy as valid on a day. */
export async function teamsOn(db: Db, on: string): Promise<TeamOnDay[]> {
  const [teams, members] = await Promise.all([
    db
      .selectFrom('teams as t')
      .leftJoin('team_links as l', (join) =>
        join
          .onRef('l.team_id', '=', 't.id')
          .on('l.valid_from', '<=', on)
          .on((eb) => eb.or([eb('l.valid_to', 'is', null), eb('l.valid_to', '>', on)])),
      )
      .select(['t.id', 'l.parent_id'])
      .orderBy('t.id')
      .execute(),
    db
      .selectFrom('team_members')
      .select(['team_id', 'user_id', 'leads'])
      .where('valid_from', '<=', on)
      .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', on)]))
      .orderBy('user_id')
      .execute(),
  ])
  const byTeam = groupedBy(members, (member) => member.team_id)
  return teams.map((team) => ({
    id: team.id,
    parentId: team.parent_id,
    members: (byTeam.get(team.id) ?? []).map((member) => ({ userId: member.user_id, leads: member.leads })),
  }))
}
