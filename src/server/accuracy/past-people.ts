import type { PastClaim } from '../../domain/forecasting/claims/past-claims.ts'
import { claimsOnLook, type PastLook } from '../../domain/forecasting/claims/past-looks.ts'
import { personClaims } from '../../domain/forecasting/claims/person-claims.ts'
import { dossierAt } from '../../domain/opportunities/replay.ts'
import { championReport } from '../../domain/stakeholders/champions/champion-report.ts'
import { recordsAt } from '../../domain/stakeholders/champions/records-at.ts'
import { groupedBy } from '../../domain/values/grouped.ts'
import * as champions from '../champions/store.ts'
import { historiesOf } from '../opportunities/history/store.ts'
import type { Db } from '../platform/db/connect.ts'
import { readSettings } from '../settings/store.ts'
import * as store from './store.ts'

/** Their histories are held at once. */
const DEALS_AT_ONCE = 100
/** Deals looked at: enough for every kind of claim, and half a minute. */
const MOST_DEALS = 3_000
const EVERYBODY = { kind: 'all' } as const

/**
 * What rules said of the people of past deals on the days of these looks, by replaying each deal to that day. Tests that
 * somebody took back later are not known any more, and count on no day.
 */
export async function pastPeople(db: Db, looks: readonly PastLook[]): Promise<PastClaim[]> {
  const looksAt = groupedBy(looks, ({ deal }) => deal)
  const settings = await readSettings(db)
  const all = await store.dealsByKey(db, [...looksAt.keys()])
  const stride = Math.max(1, Math.ceil(all.length / MOST_DEALS))
  const deals = all.filter((_, i) => i % stride === 0)
  const claims: PastClaim[] = []
  for (let from = 0; from < deals.length; from += DEALS_AT_ONCE) {
    const some = deals.slice(from, from + DEALS_AT_ONCE)
    const histories = await historiesOf(
      { db, sight: EVERYBODY },
      some.map(({ id }) => id),
    )
    for (const { id, key } of some) {
      const history = histories.get(id)
      if (!history) continue
      const tests = await champions.testsOf(db, id, NEVER)
      const said = await champions.saidOf(db, id)
      for (const look of looksAt.get(key) ?? []) {
        const before = new Date(look.at).toISOString()
        const dossier = dossierAt(history, before)
        if (!dossier) continue
        const known = tests.filter(({ recordedAt }) => recordedAt < before)
        const { people } = championReport(dossier, recordsAt(history, before, { tests: known, said, settings }))
        claims.push(...claimsOnLook(look, personClaims(people, settings.threading)))
      }
    }
  }
  return claims
}

/** Later than anything recorded. */
const NEVER = '9999-01-01T00:00:00.000Z'
