import type { ClientConfig } from 'pg'
import { programme as programmeOf, type Programme } from '../../domain/stakeholders/record/programme.ts'
import { threadRecord, type ThreadRecord } from '../../domain/stakeholders/record/thread-record.ts'
import { threadTrack, type ThreadTrack } from '../../domain/stakeholders/record/thread-track.ts'
import { inBase } from '../../domain/values/money.ts'
import { openDatabase, openPool } from '../platform/db/connect.ts'
import { readRates, readSettings } from '../settings/store.ts'
import * as store from './record/store.ts'

export interface RecordInput {
  readonly connection: ClientConfig
  /** Nothing recorded at or after the start of this day is known. */
  readonly asOf: string
  /** What the answer rests on: as long as it is the same, the deals need not be read again. */
  readonly place: string
}

export interface ProgrammeInput extends RecordInput {
  readonly from: string
  readonly to: string
  /** Only deals of these people; null for all. */
  readonly owners: readonly string[] | null
}

/** What the company's closed deals say of threads; runs in a worker thread. */
export async function record(input: RecordInput): Promise<ThreadRecord> {
  return threadRecord(await tracksOf(input))
}

/** The figures of the programme over the deals of those who are in sight. */
export async function programme({ from, to, owners, ...input }: ProgrammeInput): Promise<Programme> {
  const tracks = await tracksOf(input)
  const own = owners && new Set(owners)
  const seen = own ? tracks.filter(({ ownerId }) => ownerId !== null && own.has(ownerId)) : tracks
  const { threading } = await withDatabase(input.connection, readSettings)
  return programmeOf(seen, { from, to }, threading)
}

/** The tracks of one day at a time are kept: several questions follow each other. */
let kept: { readonly key: string; readonly tracks: Promise<ThreadTrack[]> } | undefined

function tracksOf({ connection, asOf, place }: RecordInput): Promise<ThreadTrack[]> {
  const key = JSON.stringify([connection, asOf, place])
  if (kept?.key === key) return kept.tracks
  const tracks = withDatabase(connection, (db) => readTracks(db, asOf))
  kept = { key, tracks }
  tracks.catch(() => (kept = undefined))
  return tracks
}

/** Some at a time, so that their rows can be forgotten; the database reads the next ones meanwhile. */
const DEALS_AT_ONCE = 500

async function readTracks(db: ReturnType<typeof openDatabase>, asOf: string): Promise<ThreadTrack[]> {
  const [ids, settings] = await Promise.all([store.dealIds(db), readSettings(db)])
  const rates = await readRates(db, settings)
  const way = {
    until: Date.parse(asOf),
    settings: settings.threading,
    worth: (money: Parameters<typeof inBase>[1], day: string) => inBase(rates, money, day) ?? null,
  }
  const tracks: ThreadTrack[] = []
  const fetch = (from: number) => store.pastsOf(db, ids.slice(from, from + DEALS_AT_ONCE), `${asOf}T00:00:00Z`)
  let coming = fetch(0)
  for (let from = 0; from < ids.length; from += DEALS_AT_ONCE) {
    const pasts = await coming
    if (from + DEALS_AT_ONCE < ids.length) {
      coming = fetch(from + DEALS_AT_ONCE)
      coming.catch(() => undefined)
    }
    for (const past of pasts) {
      const track = threadTrack(past, way)
      if (track) tracks.push(track)
    }
  }
  return tracks
}

async function withDatabase<Answer>(
  connection: ClientConfig,
  ask: (db: ReturnType<typeof openDatabase>) => Promise<Answer>,
): Promise<Answer> {
  const db = openDatabase(
    openPool({ ...connection, max: 2, statement_timeout: 300_000, application_name: 'quarterdeck threading' }),
  )
  try {
    return await ask(db)
  } finally {
    await db.destroy()
  }
}
