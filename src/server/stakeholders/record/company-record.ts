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
  if (await waitsFor(ctx)) return { record: await made, computing: false }
  made.catch((error: unknown) => ctx.app.log.error(error, 'the record of threads could not be computed'))
  return { record: kept?.record ?? (await store.recordBefore(ctx.db, asOf)) ?? null, computing: true }
}

/**
 * Where the tracks of all deals are kept from what was recorded before a day. In a large company a page gets those of an
 * earlier day, or none, while these are read; commands and agents wait.
 */
export async function tracksFor(
  ctx: Ctx,
  asOf: string,
  settings: Settings,
): Promise<{ place: store.TracksPlace | null; computing: boolean }> {
  const { upTo, context } = await placeOf(ctx, asOf, settings)
  const place = { asOf, upTo, context }
  const kept = await store.latestTracks(ctx.db, asOf)
  if (kept?.asOf === asOf && kept.upTo === upTo && kept.context === context) return { place, computing: false }
  const made = compute(ctx.app, place, ctx.now)
  if (await waitsFor(ctx)) {
    await made
    return { place, computing: false }
  }
  made.catch((error: unknown) => ctx.app.log.error(error, 'the threads of all deals could not be read'))
  return { place: kept ?? null, computing: true }
}

async function waitsFor(ctx: Ctx): Promise<boolean> {
  return ctx.source === 'web' || ctx.source === 'api' ? !(await store.hasMoreDeals(ctx.db, MOST_TO_WAIT_FOR)) : true
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

/** Once for all who ask meanwhile. In threads of its own: what is kept is asked for while it runs. */
export function compute(app: App, place: store.TracksPlace, now: string): Promise<ThreadRecord> {
  const under = computing.get(app) ?? new Map<string, Promise<ThreadRecord>>()
  computing.set(app, under)
  const key = JSON.stringify([place.asOf, place.upTo, place.context])
  const known = under.get(key)
  if (known) return known
  const made = (async () => {
    const input: RecordInput = { connection: app.connection, now, ...place }
    const record = await app.workers.run<ThreadRecord>('stakeholders/record', 'record', input)
    await store.keepRecord(app.db, place.asOf, { upTo: place.upTo, context: place.context, record }, now)
    return record
  })().finally(() => under.delete(key))
  under.set(key, made)
  return made
}
