import { groupedBy } from '../../domain/values/grouped.ts'
import type { RateTable } from '../../domain/values/money.ts'
import { Settings } from '../../domain/settings/settings.ts'
import type { Db } from '../platform/db/connect.ts'

/** The one row that holds what the company has set; what it leaves out has its default. */
const KEY = 'company'

/** What holds now, defaults filled in. */
export async function readSettings(db: Db): Promise<Settings> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', KEY).executeTakeFirst()
  return Settings.parse(row?.value ?? {})
}

/** As `readSettings`, and holds the row until the transaction ends, so that two changes do not undo each other. */
export async function holdSettings(db: Db): Promise<Settings> {
  await db
    .insertInto('settings')
    .values({ key: KEY, value: '{}' })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await db.selectFrom('settings').select('value').where('key', '=', KEY).forUpdate().executeTakeFirstOrThrow()
  return Settings.parse(row.value)
}

export async function saveSettings(db: Db, settings: Settings, by: string | null, now: string): Promise<void> {
  await db
    .updateTable('settings')
    .set({ value: JSON.stringify(settings), updated_by: by, updated_at: now })
    .where('key', '=', KEY)
    .execute()
}

/** Every dated rate against the base currency, in the shape that `inBase` reads. */
export async function readRates(db: Db, settings: Settings): Promise<RateTable> {
  const [currencies, rates] = await Promise.all([
    db.selectFrom('currencies').select(['code', 'minor_digits']).execute(),
    db
      .selectFrom('exchange_rates')
      .select(['currency', 'valid_from as from', 'per_base as perBase'])
      .orderBy('currency')
      .orderBy('valid_from')
      .execute(),
  ])
  return {
    base: settings.baseCurrency,
    digits: new Map(currencies.map((currency) => [currency.code, currency.minor_digits])),
    rates: new Map(
      [...groupedBy(rates, (rate) => rate.currency)].map(([currency, list]) => [
        currency,
        list.map(({ from, perBase }) => ({ from, perBase })),
      ]),
    ),
  }
}

export async function hasRates(db: Db): Promise<boolean> {
  return (await db.selectFrom('exchange_rates').select('currency').limit(1).executeTakeFirst()) !== undefined
}

export async function isCurrency(db: Db, code: string): Promise<boolean> {
  return (await db.selectFrom('currencies').select('code').where('code', '=', code).executeTakeFirst()) !== undefined
}
