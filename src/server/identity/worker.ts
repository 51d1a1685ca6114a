import type { ClientConfig } from 'pg'
import { identityCandidates } from '../../domain/accounts/identity/identity-candidates.ts'
import type { IdentityCandidate } from '../../domain/accounts/identity/person-record.ts'
import { openDatabase, openPool } from '../platform/db/connect.ts'
import { personRecords } from './store.ts'

/** Everybody compared with whom they may be: seconds at 100,000 records, which the main thread has not got. */
export async function candidates({ connection }: { connection: ClientConfig }): Promise<IdentityCandidate[]> {
  const db = openDatabase(openPool({ ...connection, max: 1 }))
  try {
    return identityCandidates(await personRecords(db))
  } finally {
    await db.destroy()
  }
}
