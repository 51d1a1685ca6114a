import { sql } from 'kysely'
import { AlertPreferences } from '../../../domain/alerts/alert-preferences.ts'
import type { Db } from '../../platform/db/connect.ts'

export async function preferencesOf(db: Db, userId: string): Promise<AlertPreferences> {
  const row = await db.selectFrom('alert_preferences').select('value').where('user_id', '=', userId).executeTakeFirst()
  return AlertPreferences.parse(row?.value ?? {})
}

export async function savePreferences(db: Db, userId: string, preferences: AlertPreferences): Promise<void> {
  const value = JSON.stringify(preferences)
  await db
    .insertInto('alert_preferences')
    .values({ user_id: userId, value })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ value }))
    .execute()
}

export interface RuleChange {
  readonly rule: string
  readonly enabled: boolean
  readonly quietDays: number | null
  readonly title: string | null
  readonly body: string | null
}

export async function ruleChanges(db: Db): Promise<Map<string, RuleChange>> {
  const rows = await db
    .selectFrom('alert_rules')
    .select(['rule', 'enabled', 'quiet_days as quietDays', 'title', 'body'])
    .execute()
  return new Map(rows.map((row) => [row.rule, row]))
}

export async function saveRule(db: Db, change: RuleChange): Promise<void> {
  const values = { enabled: change.enabled, quiet_days: change.quietDays, title: change.title, body: change.body }
  await db
    .insertInto('alert_rules')
    .values({ rule: change.rule, ...values })
    .onConflict((conflict) => conflict.column('rule').doUpdateSet({ ...values, updated_at: sql`now()` }))
    .execute()
}
