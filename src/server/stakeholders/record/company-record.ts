import type { Settings } from '../../../domain/settings/settings.ts'
import type { ThreadRecord } from '../../../domain/stakeholders/record/thread-record.ts'
import { placesBefore } from '../../forecasting/store.ts'
import type { App, Ctx } from '../../platform/context.ts'
import type { RecordInput } from '../worker.ts'
import * as store from './store.ts'

/** Beyond so many deals a page does not wait until all of them have been read. */
const MOST_TO_WAIT_FOR = 1_000
const computing = new WeakMap<App, Map<string, Promise<ThreadRecord>>>()

/**
 * What the company's closed deals say of threads, from what was recorded before a day. It is the same for whoever asks, as
 * forecasts are, and kept until something of before that day changes. In a large company a page gets what was known of an
 * earlier day, or nothing, while it is computed; commands and agents wait.
 */
export async function recordFor(
  ctx: Ctx,
  asOf: string,
  settings: Settings,
): Promise<{ record: ThreadRecord | null; computing: boolean }> {
  const { upTo, context } = await placeOf(ctx, asOf, settings)
  const kept = await store.recordOf(ctx.db, asOf)
  if (kept?.upTo === upTo && kept.context === context) return { record: kept.record, computing: false }
  const made = compute(ctx.app, { asOf, upTo, context }, ctx.now)
  const waits = ctx.source === 'web' || ctx.source === 'api' ? !(await store.hasMoreDeals(ctx.db, MOST_TO_WAIT_FOR)) : true
  if (waits) return { record: await made, computing: false }
  made.catch((error: unknown) => ctx.app.log.error(error, 'the record of threads could not be computed'))
  return { record: kept?.record ?? (await store.recordBefore(ctx.db, asOf)) ?? null, computing: true }
}

/** What an answer about the past as of a day rests on. */
export async function placeOf(
  { db }: Pick<Ctx, 'db'>,
  asOf: string,
  { threading, baseCurrency }: Settings,
): Promise<{ readonly upTo: string; readonly context: string }> {
  const [upTo = ''] = await placesBefore(db, [asOf])
  return { upTo, context: JSON.stringify([threading, baseCurrency]) }
}

/** Once for all who ask meanwhile. */
export function compute(
  app: App,
  { asOf, upTo, context }: { readonly asOf: string; readonly upTo: string; readonly context: string },
  now: string,
): Promise<ThreadRecord> {
  const under = computing.get(app) ?? new Map<string, Promise<ThreadRecord>>()
  computing.set(app, under)
  const key = JSON.stringify([asOf, upTo, context])
  const known = under.get(key)
  if (known) return known
  const made = (async () => {
    const input: RecordInput = { connection: app.connection, asOf, place: `${upTo} ${context}` }
    const record = await app.workers.run<ThreadRecord>('stakeholders', 'record', input)
    await store.keepRecord(app.db, asOf, { upTo, context, record }, now)
    return record
  })().finally(() => under.delete(key))
  under.set(key, made)
  return made
}
