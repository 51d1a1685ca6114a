import { sql, type Updateable } from 'kysely'
import type { z } from 'zod'
import type { Stakeholder } from '../../contract/stakeholders.ts'
import type { BuyingRole, StakeholderRole } from '../../domain/accounts/contact.ts'
import { groupedBy } from '../../domain/values/grouped.ts'
import * as contacts from '../contacts/store.ts'
import type { Ctx } from '../platform/context.ts'
import type { Db } from '../platform/db/connect.ts'
import type { StakeholdersTable } from '../platform/db/tables.ts'

export type Position = z.output<typeof Stakeholder>
export type Row = Omit<Position, 'contact'> & { id: string; contactId: string; joinedAt: string; leftAt: string | null }

/** The people on a deal that is in sight: primary first, then by when they joined. */
export async function ofDeal(ctx: Ctx, deal: string): Promise<Position[]> {
  const present = (await rows(ctx.db, deal)).filter((row) => row.leftAt === null)
  const people = await contacts.byIds(
    ctx,
    present.map((row) => row.contactId),
  )
  const byId = new Map(people.map((person) => [person.id, person]))
  return present.flatMap(({ id: _id, contactId, joinedAt: _joinedAt, leftAt: _leftAt, ...position }) => {
    const contact = byId.get(contactId)
    return contact ? [{ contact, ...position }] : []
  })
}

/** Everybody who is or was on a deal. */
export async function rows(db: Db, deal: string): Promise<Row[]> {
  return (await rowsOf(db, [deal])).get(deal) ?? []
}

/** The same of many deals, by deal. */
export async function rowsOf(db: Db, deals: readonly string[]): Promise<Map<string, Row[]>> {
  const [people, roles] = await Promise.all([
    db
      .selectFrom('stakeholders')
      .selectAll()
      .where(sql<boolean>`opportunity_id = any(${[...deals]}::uuid[])`)
      .orderBy('is_primary', 'desc')
      .orderBy('joined_at')
      .orderBy('id')
      .execute(),
    db
      .selectFrom('stakeholder_roles as r')
      .innerJoin('stakeholders as s', 's.id', 'r.stakeholder_id')
      .selectAll('r')
      .where(sql<boolean>`s.opportunity_id = any(${[...deals]}::uuid[])`)
      .orderBy('r.confidence', 'desc')
      .orderBy('r.role')
      .execute(),
  ])
  const rolesOf = groupedBy(roles, (role) => role.stakeholder_id)
  const toRow = (row: (typeof people)[number]): Row => ({
    id: row.id,
    contactId: row.contact_id,
    joinedAt: row.joined_at,
    leftAt: row.left_at,
    isPrimary: row.is_primary,
    influence: row.influence_level,
    authority: row.decision_authority,
    advocacy: row.advocacy_level,
    note: row.note,
    roles: (rolesOf.get(row.id) ?? []).map((role) => ({
      role: role.role,
      source: role.source,
      confidence: role.confidence,
      state: role.state,
      sourceLabel: role.source_label,
    })),
  })
  return new Map([...groupedBy(people, (row) => row.opportunity_id)].map(([deal, of]) => [deal, of.map(toRow)]))
}

/** Puts a person on a deal, or back on it. */
export async function add(ctx: Ctx, deal: string, contact: string, isPrimary: boolean): Promise<string> {
  const row = await ctx.db
    .insertInto('stakeholders')
    .values({ opportunity_id: deal, contact_id: contact, is_primary: isPrimary, joined_at: ctx.now })
    .onConflict((conflict) =>
      conflict
        .columns(['opportunity_id', 'contact_id'])
        .doUpdateSet({ left_at: null, joined_at: ctx.now, is_primary: isPrimary }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function change(ctx: Ctx, id: string, values: Updateable<StakeholdersTable>): Promise<void> {
  await ctx.db
    .updateTable('stakeholders')
    .set({ ...values, updated_at: sql`now()` })
    .where('id', '=', id)
    .execute()
}

/** One person at most is the primary one of a deal. */
export async function clearPrimary(db: Db, deal: string): Promise<void> {
  await db
    .updateTable('stakeholders')
    .set({ is_primary: false })
    .where('opportunity_id', '=', deal)
    .where('is_primary', '=', true)
    .execute()
}

/** Roles that a person of ours entered, in place of whatever was there. */
export async function setRoles(ctx: Ctx, id: string, roles: readonly BuyingRole[]): Promise<void> {
  await ctx.db.deleteFrom('stakeholder_roles').where('stakeholder_id', '=', id).execute()
  if (roles.length === 0) return
  await ctx.db
    .insertInto('stakeholder_roles')
    .values(
      [...new Set(roles)].map((role) => ({
        stakeholder_id: id,
        role,
        source: 'entered' as const,
        confidence: 1,
        confirmed_by: ctx.principal?.userId ?? null,
      })),
    )
    .execute()
}

/** Roles that hold: confirmed ones, the surest first. */
export function confirmed(roles: readonly StakeholderRole[]): BuyingRole[] {
  return roles.filter((role) => role.state === 'confirmed').map((role) => role.role)
}
