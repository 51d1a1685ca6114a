import type { ClientConfig } from 'pg'
import { keptDatabase } from '../platform/db/kept-database.ts'
import { causesInAccounts, causesInDeals, type Found } from './causes.ts'

export interface LookInput {
  readonly connection: ClientConfig
  readonly now: string
  readonly ids: readonly string[]
}

/** Looks at some deals for causes for alert; runs in a worker thread, where it keeps nobody waiting. */
export async function deals(input: LookInput): Promise<Found[]> {
  return causesInDeals(looker(input), input.ids)
}

export async function accounts(input: LookInput): Promise<Found[]> {
  return causesInAccounts(looker(input), input.ids)
}

function looker({ connection, now }: LookInput) {
  const db = keptDatabase(connection, 'quarterdeck alerts', 2)
  return { db, sight: { kind: 'all' }, now, today: now.slice(0, 10) } as const
}
