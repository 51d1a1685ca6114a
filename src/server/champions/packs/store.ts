import { PackContent } from '../../../domain/stakeholders/champions/pack-content.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Db } from '../../platform/db/connect.ts'
import { named, type Who } from '../who.ts'

export interface PackVersion {
  readonly version: number
  readonly savedAt: string
  readonly savedBy: Who | null
}

export async function packVersions(db: Db, deal: string, before: string): Promise<PackVersion[]> {
  const rows = await db
    .selectFrom('hand_over_packs as h')
    .leftJoin('users as u', 'u.id', 'h.saved_by')
    .select(['h.version', 'h.saved_at', 'h.saved_by', 'u.name as by_name'])
    .where('h.opportunity_id', '=', deal)
    .where('h.saved_at', '<', before)
    .orderBy('h.version', 'desc')
    .execute()
  return rows.map((row) => ({ version: row.version, savedAt: row.saved_at, savedBy: named(row.saved_by, row.by_name) }))
}

export async function packContent(db: Db, deal: string, version: number): Promise<PackContent> {
  const row = await db
    .selectFrom('hand_over_packs')
    .select('content')
    .where('opportunity_id', '=', deal)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return PackContent.parse(row.content)
}

export async function insertPack(ctx: Ctx, deal: string, version: number, content: PackContent): Promise<void> {
  await ctx.db
    .insertInto('hand_over_packs')
    .values({
      opportunity_id: deal,
      version,
      content: JSON.stringify(content),
      saved_by: ctx.principal?.userId ?? null,
      saved_at: ctx.now,
    })
    .execute()
}
