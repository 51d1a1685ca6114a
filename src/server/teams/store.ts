import { sql } from 'kysely'
import type { z } from 'zod'
import type { TeamNode } from '../../contract/people.ts'
import { groupedBy } from '../../domain/values/grouped.ts'
import type { Db } from '../platform/db/connect.ts'

type Team = z.infer<typeof TeamNode>

/** A span in which something holds: from a day on, until a day that is not part of it; null is "until changed". */
export interface Span {
  readonly id: string
  readonly from: string
  readonly to: string | null
}

/** Teams by name as they stood on a day. A team whose first place in the hierarchy begins later did not exist yet. */
export async function list(db: Db, on: string): Promise<Team[]> {
  const [teams, members] = await Promise.all([
    db
      .selectFrom('teams as t')
      .leftJoin('team_links as l', (join) => join.onRef('l.team_id', '=', 't.id').on(holds('l', on)))
      .select(['t.id', 't.name', 'l.parent_id'])
      .where((eb) =>
        eb.or([
          eb('l.id', 'is not', null),
          eb.not(eb.exists(eb.selectFrom('team_links as k').select('k.id').whereRef('k.team_id', '=', 't.id'))),
        ]),
      )
      .orderBy(sql`lower(t.name)`)
      .orderBy('t.id')
      .execute(),
    db
      .selectFrom('team_members as m')
      .innerJoin('users as u', 'u.id', 'm.user_id')
      .select(['m.team_id', 'u.id', 'u.name', 'm.leads', 'u.active'])
      .where(holds('m', on))
      .orderBy('m.leads', 'desc')
      .orderBy(sql`lower(u.name)`)
      .orderBy('u.id')
      .execute(),
  ])
  const byTeam = groupedBy(members, (member) => member.team_id)
  return teams.map((team) => ({
    id: team.id,
    name: team.name,
    parentId: team.parent_id,
    members: (byTeam.get(team.id) ?? []).map(({ id, name, leads, active }) => ({ userId: id, name, leads, active })),
  }))
}

/** Holds the hierarchy until the transaction ends: two moves that would make a circle together come one after the other. */
export async function holdHierarchy(db: Db): Promise<void> {
  await sql`lock table team_links in share row exclusive mode`.execute(db)
}

export async function insert(db: Db, name: string, parentId: string | null, from: string): Promise<string> {
  const { id } = await db.insertInto('teams').values({ name }).returning('id').executeTakeFirstOrThrow()
  await db.insertInto('team_links').values({ team_id: id, parent_id: parentId, valid_from: from }).execute()
  return id
}

export async function rename(db: Db, id: string, name: string): Promise<void> {
  await db.updateTable('teams').set({ name }).where('id', '=', id).execute()
}

/** The place of a team that holds until changed. */
export async function currentLink(db: Db, teamId: string): Promise<(Span & { parentId: string | null }) | undefined> {
  return db
    .selectFrom('team_links')
    .select(['id', 'parent_id as parentId', 'valid_from as from', 'valid_to as to'])
    .where('team_id', '=', teamId)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
}

/** Days after `from` on which the hierarchy changes. */
export async function changesAfter(db: Db, from: string): Promise<string[]> {
  const rows = await db
    .selectFrom('team_links')
    .select('valid_from')
    .distinct()
    .where('valid_from', '>', from)
    .orderBy('valid_from')
    .execute()
  return rows.map((row) => row.valid_from)
}

/** Ends the place that holds and begins another on the same day; one that began that day is replaced. */
export async function relink(
  db: Db,
  teamId: string,
  link: Span | undefined,
  parentId: string | null,
  from: string,
): Promise<void> {
  if (link?.from === from)
    return void (await db.updateTable('team_links').set({ parent_id: parentId }).where('id', '=', link.id).execute())
  if (link) await db.updateTable('team_links').set({ valid_to: from }).where('id', '=', link.id).execute()
  await db.insertInto('team_links').values({ team_id: teamId, parent_id: parentId, valid_from: from }).execute()
}

export async function currentMembership(
  db: Db,
  teamId: string,
  userId: string,
): Promise<(Span & { leads: boolean }) | undefined> {
  return db
    .selectFrom('team_members')
    .select(['id', 'leads', 'valid_from as from', 'valid_to as to'])
    .where('team_id', '=', teamId)
    .where('user_id', '=', userId)
    .where('valid_to', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

export async function join(db: Db, teamId: string, userId: string, leads: boolean, from: string): Promise<void> {
  await db.insertInto('team_members').values({ team_id: teamId, user_id: userId, leads, valid_from: from }).execute()
}

export async function setLeads(db: Db, membership: Span, leads: boolean): Promise<void> {
  await db.updateTable('team_members').set({ leads }).where('id', '=', membership.id).execute()
}

/** Ends a membership on a day; one that would end before it began never was. */
export async function leave(db: Db, membership: Span, from: string): Promise<void> {
  if (from <= membership.from) await db.deleteFrom('team_members').where('id', '=', membership.id).execute()
  else await db.updateTable('team_members').set({ valid_to: from }).where('id', '=', membership.id).execute()
}

function holds(alias: 'l' | 'm', on: string) {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql<boolean>`(${column('valid_from')} <= ${on}::date and (${column('valid_to')} is null or ${column('valid_to')} > ${on}::date))`
}
