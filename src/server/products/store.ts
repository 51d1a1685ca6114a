import { sql } from 'kysely'
import type { z } from 'zod'
import type { Product as ProductSchema } from '../../contract/company.ts'
import type { Db } from '../platform/db/connect.ts'

type Product = z.infer<typeof ProductSchema>

export async function list(db: Db, q: string | undefined): Promise<Product[]> {
  let query = db.selectFrom('products').select(['id', 'name', 'code', 'family', 'list_price_minor', 'currency', 'active'])
  if (q) {
    const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where((eb) => eb.or([eb('name', 'ilike', like), eb('code', 'ilike', like), eb('family', 'ilike', like)]))
  }
  const rows = await query
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .limit(1_000)
    .execute()
  return rows.map(toProduct)
}

interface Row {
  readonly id: string
  readonly name: string
  readonly code: string | null
  readonly family: string | null
  readonly list_price_minor: number | null
  readonly currency: string | null
  readonly active: boolean
}

function toProduct({ list_price_minor, currency, ...row }: Row): Product {
  return { ...row, listPrice: list_price_minor === null || currency === null ? null : { minor: list_price_minor, currency } }
}
