import type { PoolClient } from 'pg'
import { Settings } from '../../../domain/settings/settings.ts'

/** The currency that sums are in: what the company has set, or the default until it does. */
export async function readBaseCurrency(client: PoolClient): Promise<string> {
  const { rows } = await client.query<{ value: unknown }>(`select value from settings where key = 'company'`)
  return Settings.parse(rows[0]?.value ?? {}).baseCurrency
}

interface Import {
  readonly client: PoolClient
  readonly baseCurrency: string
  readonly importedAt: string
  readonly actorName: string
  readonly actorId: string | null
}

/**
 * A company whose amounts are all in one other currency, that knows no rate and has not chosen, reports in that currency:
 * otherwise not one of its amounts could be added up. Gives the new base currency, or undefined where nothing changes.
 * Called once deals are stored, in the import's transaction.
 */
export async function adoptOnlyCurrency({
  client,
  baseCurrency,
  importedAt,
  actorName,
  actorId,
}: Import): Promise<string | undefined> {
  const { rows } = await client.query<{ currency: string; chosen: boolean; rated: boolean }>(`
    select distinct currency,
      exists (select 1 from settings where key = 'company' and value ? 'baseCurrency') as chosen,
      exists (select 1 from exchange_rates) as rated
    from (select currency from opportunities where amount_minor is not null and deleted_at is null
      union all select currency from products where list_price_minor is not null and currency is not null) amounts limit 2`)
  const [only, other] = rows
  if (!only || other || only.chosen || only.rated || only.currency === baseCurrency) return undefined
  await client.query(
    `insert into settings (key, value) values ('company', jsonb_build_object('baseCurrency', $1::text))
     on conflict (key) do update set value = settings.value || excluded.value, updated_at = now()`,
    [only.currency],
  )
  await client.query(
    `insert into events (type, noun, occurred_at, recorded_at, actor_kind, actor_id, actor_name, source, before, after)
     values ('setting.changed', 'setting', $1, $1, 'import', $2, $3, 'import', jsonb_build_object('baseCurrency', $4::text), jsonb_build_object('baseCurrency', $5::text))`,
    [importedAt, actorId, actorName, baseCurrency, only.currency],
  )
  return only.currency
}
