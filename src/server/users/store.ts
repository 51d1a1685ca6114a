import { sql } from 'kysely'
import type { User } from '../../contract/people.ts'
import type { Role } from '../../domain/access/right.ts'
import { groupedBy } from '../../domain/values/grouped.ts'
import type { Ctx } from '../platform/context.ts'
import type { Db } from '../platform/db/connect.ts'

type Reader = Pick<Ctx, 'db' | 'today'>

export interface PeopleFilter {
  readonly ids?: readonly string[]
  readonly q?: string | undefined
  readonly active?: boolean | undefined
}

/** People of our company by name, each with the teams they are in today. */
export async function list({ db, today }: Reader, filter: PeopleFilter): Promise<User[]> {
  let query = db.selectFrom('users').select(['id', 'external_id', 'name', 'email', 'title', 'role', 'active', 'sign_in_id'])
  if (filter.ids) query = query.where('id', 'in', filter.ids.length > 0 ? [...filter.ids] : [sql<string>`null`])
  if (filter.active !== undefined) query = query.where('active', '=', filter.active)
  if (filter.q) {
    const like = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where((eb) => eb.or([eb('name', 'ilike', like), eb('email', 'ilike', like), eb('title', 'ilike', like)]))
  }
  const [rows, memberships] = await Promise.all([
    query
      .orderBy(sql`lower(name)`)
      .orderBy('id')
      .execute(),
    teamsOn(db, today),
  ])
  return rows.map((row) => toUser(row, memberships.get(row.id) ?? []))
}

export async function find(reader: Reader, id: string): Promise<User | undefined> {
  return (await list(reader, { ids: [id] }))[0]
}

/** The sign-in behind a person; undefined when there is no such person, null when they have none. */
export async function signInIdOf(db: Db, id: string): Promise<string | null | undefined> {
  const row = await db.selectFrom('users').select('sign_in_id').where('id', '=', id).executeTakeFirst()
  return row?.sign_in_id ?? (row ? null : undefined)
}

export async function isEmailTaken(db: Db, email: string, exceptId?: string): Promise<boolean> {
  let query = db
    .selectFrom('users')
    .select('id')
    .where(sql`lower(email)`, '=', email.toLowerCase())
  if (exceptId) query = query.where('id', '<>', exceptId)
  return (await query.executeTakeFirst()) !== undefined
}

/** Active admins, held until the transaction ends: two admins who remove each other at once come one after the other. */
export async function holdActiveAdmins(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'admin')
    .where('active', '=', true)
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map((row) => row.id)
}

export async function insert(
  db: Db,
  person: { name: string; email: string; role: Role; title: string | null; signInId: string | null },
): Promise<string> {
  const { signInId, ...fields } = person
  const row = await db
    .insertInto('users')
    .values({ ...fields, sign_in_id: signInId })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export interface PersonPatch {
  readonly name?: string | undefined
  readonly email?: string | undefined
  readonly title?: string | null | undefined
  readonly role?: Role | undefined
  readonly active?: boolean | undefined
}

export async function update(db: Db, id: string, patch: PersonPatch, now: string): Promise<void> {
  await db
    .updateTable('users')
    .set({ ...given(patch), updated_at: now })
    .where('id', '=', id)
    .execute()
}

export async function setSignIn(db: Db, id: string, signInId: string, now: string): Promise<void> {
  await db.updateTable('users').set({ sign_in_id: signInId, updated_at: now }).where('id', '=', id).execute()
}

export async function readPreferences(db: Db, id: string): Promise<unknown> {
  const row = await db.selectFrom('users').select('preferences').where('id', '=', id).executeTakeFirst()
  return row?.preferences ?? {}
}

export async function savePreferences(db: Db, id: string, preferences: unknown): Promise<void> {
  await db
    .updateTable('users')
    .set({ preferences: JSON.stringify(preferences) })
    .where('id', '=', id)
    .execute()
}

async function teamsOn(db: Db, on: string): Promise<Map<string, User['teams']>> {
  const rows = await db
    .selectFrom('team_members as m')
    .innerJoin('teams as t', 't.id', 'm.team_id')
    .select(['m.user_id', 't.id', 't.name', 'm.leads'])
    .where('m.valid_from', '<=', on)
    .where((eb) => eb.or([eb('m.valid_to', 'is', null), eb('m.valid_to', '>', on)]))
    .orderBy('t.name')
    .orderBy('t.id')
    .execute()
  return new Map(
    [...groupedBy(rows, (row) => row.user_id)].map(([user, teams]) => [
      user,
      teams.map(({ id, name, leads }) => ({ id, name, leads })),
    ]),
  )
}

/** Only the fields that a patch names: a key with undefined would be no column at all. */
function given(patch: PersonPatch): { [K in keyof PersonPatch]?: Exclude<PersonPatch[K], undefined> } {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
}

interface Row {
  readonly id: string
  readonly external_id: string | null
  readonly name: string
  readonly email: string | null
  readonly title: string | null
  readonly role: Role
  readonly active: boolean
  readonly sign_in_id: string | null
}

function toUser(row: Row, teams: User['teams']): User {
  const { external_id, sign_in_id, ...fields } = row
  return { ...fields, externalId: external_id, canSignIn: sign_in_id !== null && row.active, teams }
}
