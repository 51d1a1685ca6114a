import { createHash } from 'node:crypto'
import type { App } from '../platform/context.ts'
import { keepFigures, keptFigures, type PastPlace } from './past/store.ts'
import type { PastFigures, ProjectInput } from './worker.ts'

/** A forecast of a past day that is being figured, or is. */
export interface PastProjection {
  answer: PastFigures | null
  failure: Error | null
  /** Settled when there is the one or the other, or nobody asked any more; it never fails itself. */
  readonly done: Promise<void>
  /** When it was last asked for, on the clock of the process; Infinity where somebody waits for it. */
  askedAt: number
}

export interface PastQuestion {
  readonly question: ProjectInput
  /** Names all that the answer rests on, such as the last journal row recorded before the day: as long as it stays, the answer does. */
  readonly basis: string
}

interface Kept {
  readonly projections: Map<string, PastProjection>
  /** The last one in the row of those to figure. */
  last: Promise<void>
}

const MOST = 600
/** What nobody has asked for again by then is not figured: they have left the page. */
const WANTED_MS = 20_000
const keptBy = new WeakMap<App, Kept>()

/**
 * Forecasts of past days, in the order of the questions. What was figured before, by this process or an earlier one, is there at
 * once; the rest is figured in that order, behind what was asked for earlier.
 */
export async function pastProjections(
  app: App,
  questions: readonly PastQuestion[],
  asker: 'waits' | 'asks again',
): Promise<PastProjection[]> {
  const kept: Kept = keptBy.get(app) ?? { projections: new Map(), last: Promise.resolve() }
  keptBy.set(app, kept)
  const places = questions.map(placeOf)
  const stored = await keptFigures(
    app.db,
    places.filter((place) => !kept.projections.has(keyOf(place))),
  )
  const askedAt = asker === 'waits' ? Infinity : performance.now()
  return questions.map(({ question }, i) => {
    const place = places[i]!
    const known = kept.projections.get(keyOf(place))
    const answer = stored.get(place.question)
    const projection = known ?? (answer ? settled(answer) : figured(app, kept, question, place, askedAt))
    projection.askedAt = Math.max(projection.askedAt, askedAt)
    kept.projections.delete(keyOf(place))
    // What failed is tried again when it is asked for after it was told.
    if (!projection.failure) kept.projections.set(keyOf(place), projection)
    for (const oldest of kept.projections.keys()) {
      if (kept.projections.size <= MOST) break
      kept.projections.delete(oldest)
    }
    return projection
  })
}

function settled(answer: PastFigures): PastProjection {
  return { answer, failure: null, done: Promise.resolve(), askedAt: 0 }
}

function figured(app: App, kept: Kept, question: ProjectInput, place: PastPlace, askedAt: number): PastProjection {
  const projection: PastProjection = {
    answer: null,
    failure: null,
    askedAt,
    done: kept.last.then(async () => {
      if (performance.now() - projection.askedAt > WANTED_MS) {
        kept.projections.delete(keyOf(place))
        return
      }
      try {
        const figures = await app.workers.run<PastFigures>('forecasting/past', 'projectPast', question)
        await keepFigures(app.db, place, figures, app.clock().toISOString())
        projection.answer = figures
      } catch (error) {
        projection.failure = error instanceof Error ? error : new Error(String(error))
      }
    }),
  }
  kept.last = projection.done
  return projection
}

function placeOf({ question: { connection: _connection, ...asked }, basis }: PastQuestion): PastPlace {
  return { question: digest(JSON.stringify(asked)), basis: digest(basis) }
}

function keyOf({ question, basis }: PastPlace): string {
  return `${question} ${basis}`
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}
