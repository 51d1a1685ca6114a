import type { z } from 'zod'
import type { Rate as RateSchema } from '../../contract/company.ts'
import type { Db } from '../platform/db/connect.ts'

type Rate = z.infer<typeof RateSchema>

export async function list(db: Db): Promise<{ code: string; name: string; digits: number }[]> {
  return db.selectFrom('currencies').select(['code', 'name', 'minor_digits as digits']).orderBy('code').execute()
}

export async function rates(db: Db): Promise<Rate[]> {
  return rate(db).orderBy('currency').orderBy('valid_from').execute()
}

export async function rateFrom(db: Db, currency: string, from: string): Promise<Rate | undefined> {
  return rate(db).where('currency', '=', currency).where('valid_from', '=', from).executeTakeFirst()
}

export async function saveRate(db: Db, currency: string, from: string, perBase: number): Promise<void> {
  const row = { currency, valid_from: from, per_base: perBase, source: 'entered' }
  await db
    .insertInto('exchange_rates')
    .values(row)
    .onConflict((conflict) => conflict.columns(['currency', 'valid_from']).doUpdateSet({ per_base: perBase, source: 'entered' }))
    .execute()
}

function rate(db: Db) {
  return db.selectFrom('exchange_rates').select(['currency', 'valid_from as from', 'per_base as perBase', 'source'])
}
