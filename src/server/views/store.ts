import { sql } from 'kysely'
import type { z } from 'zod'
import type { SavedView as SavedViewSchema } from '../../contract/people.ts'
import type { Db } from '../platform/db/connect.ts'

type SavedView = z.infer<typeof SavedViewSchema>

/** A person's own views and those that others share, own ones first. */
export async function list(db: Db, userId: string | null, page: string | undefined): Promise<SavedView[]> {
  let query = view(db).where((eb) => eb.or([eb('shared', '=', true), eb('user_id', '=', userId ?? sql<string>`null`)]))
  if (page !== undefined) query = query.where('page', '=', page)
  const rows = await query
    .orderBy('page')
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .execute()
  const views = rows.map((row) => toView(row, userId))
  return [...views.filter((one) => one.mine), ...views.filter((one) => !one.mine)]
}

export async function findOwn(
  db: Db,
  userId: string,
  by: { id: string } | { page: string; name: string },
): Promise<SavedView | undefined> {
  const own = view(db).where('user_id', '=', userId)
  const row = await (
    'id' in by ? own.where('id', '=', by.id) : own.where('page', '=', by.page).where('name', '=', by.name)
  ).executeTakeFirst()
  return row && toView(row, userId)
}

export async function save(
  db: Db,
  userId: string,
  saved: { page: string; name: string; search: object; shared: boolean },
): Promise<string> {
  const { page, name, shared } = saved
  const search = JSON.stringify(saved.search)
  const row = await db
    .insertInto('saved_views')
    .values({ user_id: userId, page, name, search, shared })
    .onConflict((conflict) => conflict.columns(['user_id', 'page', 'name']).doUpdateSet({ search, shared }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function remove(db: Db, id: string): Promise<void> {
  await db.deleteFrom('saved_views').where('id', '=', id).execute()
}

function view(db: Db) {
  return db.selectFrom('saved_views').select(['id', 'user_id', 'page', 'name', 'search', 'shared'])
}

interface Row {
  readonly id: string
  readonly user_id: string
  readonly page: string
  readonly name: string
  readonly search: unknown
  readonly shared: boolean
}

function toView({ user_id, search, ...row }: Row, userId: string | null): SavedView {
  return { ...row, search: search as Record<string, unknown>, mine: user_id === userId }
}
