import type { Role } from '../../../domain/access/right.ts'
import type { Db } from '../../platform/db/connect.ts'

export interface Feed {
  readonly id: string
  readonly createdAt: string
  readonly lastReadAt: string | null
}

export async function list(db: Db, userId: string): Promise<Feed[]> {
  return db
    .selectFrom('sponsor_feeds')
    .select(['id', 'created_at as createdAt', 'last_read_at as lastReadAt'])
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

export async function insert(db: Db, feed: { userId: string; tokenHash: string; now: string }): Promise<string> {
  const { id } = await db
    .insertInto('sponsor_feeds')
    .values({ user_id: feed.userId, token_hash: feed.tokenHash, created_at: feed.now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Whether there was such a feed of this person that was open. */
export async function revoke(db: Db, userId: string, id: string, now: string): Promise<boolean> {
  const row = await db
    .updateTable('sponsor_feeds')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Whose calendar an address opens: somebody who is active, through a feed that is open. Notes that it was read. */
export async function readerOf(
  db: Db,
  tokenHash: string,
  now: string,
): Promise<{ id: string; name: string; role: Role } | undefined> {
  const row = await db
    .updateTable('sponsor_feeds as f')
    .set({ last_read_at: now })
    .from('users as u')
    .whereRef('u.id', '=', 'f.user_id')
    .where('f.token_hash', '=', tokenHash)
    .where('f.revoked_at', 'is', null)
    .where('u.active', '=', true)
    .returning(['u.id', 'u.name', 'u.role'])
    .executeTakeFirst()
  return row
}
