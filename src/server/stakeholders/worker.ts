import type { ClientConfig } from 'pg'
import { programme as programmeOf, type Programme } from '../../domain/stakeholders/record/programme.ts'
import { threadRecord, type ThreadRecord } from '../../domain/stakeholders/record/thread-record.ts'
import { threadTrack, type ThreadTrack } from '../../domain/stakeholders/record/thread-track.ts'
import { inBase } from '../../domain/values/money.ts'
import { openDatabase, openPool } from '../platform/db/connect.ts'
import { readAhead } from '../platform/db/read-ahead.ts'
import { readRates, readSettings } from '../settings/store.ts'
import * as store from './record/store.ts'

export interface RecordInput extends store.TracksPlace {
  readonly connection: ClientConfig
  readonly now: string
}

export interface ProgrammeInput extends store.TracksPlace {
  readonly connection: ClientConfig
  readonly from: string
  readonly to: string
  /** Only deals of these people; null for all. */
  readonly owners: readonly string[] | null
}

/** What the company's closed deals say of threads; keeps the tracks of all deals for the programme. Runs in a worker thread. */
export async function record({ connection, now, ...place }: RecordInput): Promise<ThreadRecord> {
  return withDatabase(connection, async (db) => {
    const tracks = await readTracks(db, place.asOf)
    await store.keepTracks(db, place, tracks, now)
    return threadRecord(tracks)
  })
}

/** The figures of the programme over the deals of those who are in sight, from tracks that were kept; null where they are gone. */
export async function programme({ from, to, owners, ...input }: ProgrammeInput): Promise<Programme | null> {
  const tracks = await keptTracks(input)
  if (!tracks) return null
  const own = owners && new Set(owners)
  const seen = own ? tracks.filter(({ ownerId }) => ownerId !== null && own.has(ownerId)) : tracks
  const { threading } = await withDatabase(input.connection, readSettings)
  return programmeOf(seen, { from, to }, threading)
}

/** Those of one day at a time: several questions follow each other. The thread ends when none comes, since they take much room. */
let kept: { readonly key: string; readonly tracks: Promise<ThreadTrack[] | undefined> } | undefined

function keptTracks({
  connection,
  asOf,
  upTo,
  context,
}: Omit<ProgrammeInput, 'from' | 'to' | 'owners'>): Promise<ThreadTrack[] | undefined> {
  const key = JSON.stringify([connection, asOf, upTo, context])
  if (kept?.key === key) return kept.tracks
  const tracks = withDatabase(connection, (db) => store.tracksOf(db, asOf))
  kept = { key, tracks }
  tracks.catch(() => (kept = undefined))
  return tracks
}

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
  const read = (some: readonly string[]) => store.pastsOf(db, some, `${asOf}T00:00:00Z`)
  for await (const pasts of readAhead(ids, DEALS_AT_ONCE, read))
    for (const past of pasts) {
      const track = threadTrack(past, way)
      if (track) tracks.push(track)
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
