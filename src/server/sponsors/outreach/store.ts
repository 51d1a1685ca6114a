import type { Insertable, Selectable, Updateable } from 'kysely'
import type { z } from 'zod'
import { Problem } from '../../../contract/problem.ts'
import type { SponsorOutreach } from '../../../contract/sponsors.ts'
import type { OpenOutreach } from '../../../domain/sponsors/outreach-guard.ts'
import type { Db } from '../../platform/db/connect.ts'
import type { SponsorOutreachTable } from '../../platform/db/tables.ts'

export type Row = Selectable<SponsorOutreachTable>
export type Change = Updateable<SponsorOutreachTable>
type Outreach = z.input<typeof SponsorOutreach>

/** What is open to somebody, whichever of their records it names. */
export async function openTo(db: Db, contacts: readonly string[]): Promise<OpenOutreach[]> {
  return db
    .selectFrom('sponsor_outreach')
    .select(['id', 'state', 'topic'])
    .where('contact_id', 'in', [...contacts])
    .where('state', 'in', ['proposed', 'agreed'])
    .orderBy('proposed_at')
    .execute()
}

/** The row, locked for the change that is under way. */
export async function find(db: Db, id: string): Promise<Row | undefined> {
  return db.selectFrom('sponsor_outreach').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function insert(db: Db, row: Insertable<SponsorOutreachTable>): Promise<string> {
  const made = await db
    .insertInto('sponsor_outreach')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) throw new Problem('not-allowed-now', 'Another outreach to this person was opened at the same time. One at a time.')
  return made.id
}

export async function change(db: Db, id: string, values: Change): Promise<void> {
  await db.updateTable('sponsor_outreach').set(values).where('id', '=', id).execute()
}

export async function ofAccount(db: Db, account: string): Promise<Outreach[]> {
  const rows = await shown(db).where('s.account_id', '=', account).orderBy('s.proposed_at', 'desc').orderBy('s.id').execute()
  return rows.map(toOutreach)
}

export async function read(db: Db, id: string): Promise<Outreach> {
  return toOutreach(await shown(db).where('s.id', '=', id).executeTakeFirstOrThrow())
}

function shown(db: Db) {
  return db
    .selectFrom('sponsor_outreach as s')
    .innerJoin('accounts as oa', 'oa.id', 's.account_id')
    .innerJoin('contacts as oc', 'oc.id', 's.contact_id')
    .selectAll('s')
    .select(['oa.name as account_name', 'oc.name as contact_name'])
}

function toOutreach(row: Row & { account_name: string; contact_name: string }): Outreach {
  return {
    id: row.id,
    account: { id: row.account_id, name: row.account_name },
    contact: { id: row.contact_id, name: row.contact_name },
    purpose: row.purpose,
    topic: row.topic,
    message: row.message,
    channel: row.channel,
    state: row.state,
    proposedBy: row.proposed_by_name,
    proposedAt: row.proposed_at,
    decidedBy: row.decided_by_name,
    decidedAt: row.decided_at,
    reason: row.reason,
    endedAt: row.ended_at,
  }
}
