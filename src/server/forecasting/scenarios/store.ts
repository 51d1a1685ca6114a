import type { z } from 'zod'
import type { SavedScenario as SavedScenarioSchema } from '../../../contract/scenarios.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/db/connect.ts'
import { seenOpportunities } from '../../platform/sight.ts'

export type SavedScenario = z.infer<typeof SavedScenarioSchema>

/** A scenario as its author saved it; who may see it, and which deals in it, is decided by whoever reads it. */
export type StoredScenario = Omit<SavedScenario, 'mine'>

/** Newest first. */
export async function list(db: Db): Promise<StoredScenario[]> {
  const rows = await joined(db).where('s.removed_at', 'is', null).orderBy('s.updated_at', 'desc').orderBy('s.id').execute()
  return rows.map(toScenario)
}

export async function find(db: Db, id: string, state: 'there' | 'removed' = 'there'): Promise<StoredScenario | undefined> {
  const row = await joined(db)
    .where('s.id', '=', id)
    .where('s.removed_at', state === 'there' ? 'is' : 'is not', null)
    .executeTakeFirst()
  return row && toScenario(row)
}

export interface NewScenario {
  readonly name: string
  readonly note: string
  readonly shared: SavedScenario['shared']
  readonly period: string
  readonly teamId: string | null
  readonly personId: string | null
  readonly levers: SavedScenario['levers']
  readonly said: SavedScenario['said']
}

export async function insert(db: Db, authorId: string, now: string, scenario: NewScenario): Promise<string> {
  const row = await db
    .insertInto('scenarios')
    .values({ ...columns(scenario), author_id: authorId, created_at: now, updated_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function update(db: Db, id: string, now: string, scenario: NewScenario): Promise<void> {
  await db
    .updateTable('scenarios')
    .set({ ...columns(scenario), updated_at: now })
    .where('id', '=', id)
    .execute()
}

export async function setRemoved(db: Db, id: string, at: string | null): Promise<void> {
  await db.updateTable('scenarios').set({ removed_at: at }).where('id', '=', id).execute()
}

/** Of these deals, those in sight. */
export async function seenDeals(
  ctx: Pick<Ctx, 'db' | 'sight'>,
  ids: readonly string[],
): Promise<Map<string, { name: string; ownerId: string | null }>> {
  if (ids.length === 0) return new Map()
  const rows = await seenOpportunities(ctx)
    .select(['o.id', 'o.name', 'o.owner_id'])
    .where('o.id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, { name: row.name, ownerId: row.owner_id }]))
}

function columns(scenario: NewScenario) {
  const { name, note, shared, period, teamId, personId, levers, said } = scenario
  return {
    name,
    note,
    shared,
    period,
    team_id: teamId,
    person_id: personId,
    levers: JSON.stringify(levers),
    said: JSON.stringify(said),
  }
}

function joined(db: Db) {
  return db
    .selectFrom('scenarios as s')
    .innerJoin('users as a', 'a.id', 's.author_id')
    .leftJoin('teams as t', 't.id', 's.team_id')
    .leftJoin('users as p', 'p.id', 's.person_id')
    .select(['s.id', 's.name', 's.note', 's.shared', 's.period', 's.levers', 's.said', 's.updated_at'])
    .select([
      'a.id as author_id',
      'a.name as author',
      't.id as team_id',
      't.name as team',
      'p.id as person_id',
      'p.name as person',
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof joined>['execute']>>[number]

function toScenario(row: Row): StoredScenario {
  const named = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' })
  return {
    id: row.id,
    name: row.name,
    note: row.note,
    author: { id: row.author_id, name: row.author },
    shared: row.shared,
    period: row.period,
    team: named(row.team_id, row.team),
    owner: named(row.person_id, row.person),
    levers: row.levers as SavedScenario['levers'],
    said: row.said as SavedScenario['said'],
    updatedAt: row.updated_at,
  }
}
