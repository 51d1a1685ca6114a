import type { Pool } from 'pg'

export interface Health {
  readonly node: string
  readonly postgres: string
  readonly deals: number
  readonly journalRows: number
  readonly problems: readonly string[]
}

/** What an installation says about itself, and each thing about its data that would make figures wrong. */
export async function examine(pool: Pool): Promise<Health> {
  const { rows } = await pool.query<{
    version: string
    deals: number
    events: number
    orphans: number
    ahead: number
    unrated: number
  }>(`
    select current_setting('server_version') as version,
      (select count(*) from opportunities) as deals,
      (select count(*) from events) as events,
      (select count(*) from opportunities o where not exists (select 1 from events e where e.opportunity_id = o.id)) as orphans,
      (select count(*) from events where recorded_at > now() + interval '1 day') as ahead,
      (select count(distinct o.currency) from opportunities o
        where o.amount_minor is not null and o.currency <> coalesce((select value ->> 'baseCurrency' from settings where key = 'company'), 'USD')
          and not exists (select 1 from exchange_rates r where r.currency = o.currency)) as unrated`)
  const facts = rows[0]
  const problems: string[] = []
  if (facts && 0 < facts.orphans)
    problems.push(`${facts.orphans} deals have no journal row, so they are missing on past days. Import them again.`)
  if (facts && 0 < facts.ahead)
    problems.push(`${facts.ahead} journal rows are dated in the future. Check the clock of the source.`)
  if (facts && 0 < facts.unrated)
    problems.push(
      `${facts.unrated} currencies have deals but no rate, so those amounts are left out of sums. Add rates under Settings.`,
    )
  return {
    node: process.version,
    postgres: facts?.version ?? 'unknown',
    deals: facts?.deals ?? 0,
    journalRows: facts?.events ?? 0,
    problems,
  }
}
