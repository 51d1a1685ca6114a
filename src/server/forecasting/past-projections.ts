import { createHash } from 'node:crypto'
import type { App } from '../platform/context.ts'
import type { ProjectAnswer, ProjectInput } from './worker.ts'

/** A forecast of a past day that is being figured, or is. */
export interface PastProjection {
  answer: ProjectAnswer | null
  failure: Error | null
  /** Settled when there is the one or the other, or nobody asked any more; it never fails itself. */
  readonly done: Promise<void>
  /** When it was last asked for, on the clock of the process; Infinity where somebody waits for it. */
  askedAt: number
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
 * The forecast of a past day, figured behind those that were asked for earlier. `place` names all that the answer rests on, such as the
 * last journal row recorded before the day: as long as it stays, the answer does.
 */
export function pastProjection(app: App, question: ProjectInput, place: string, asker: 'waits' | 'asks again'): PastProjection {
  const askedAt = asker === 'waits' ? Infinity : performance.now()
  const kept: Kept = keptBy.get(app) ?? { projections: new Map(), last: Promise.resolve() }
  keptBy.set(app, kept)
  const { connection: _connection, ...asked } = question
  const key = createHash('sha256')
    .update(JSON.stringify([asked, place]))
    .digest('base64')
  const known = kept.projections.get(key)
  if (known) {
    kept.projections.delete(key)
    kept.projections.set(key, known)
    known.askedAt = Math.max(known.askedAt, askedAt)
    // What failed is tried again when it is asked for after it was told.
    if (known.failure) kept.projections.delete(key)
    return known
  }
  const projection: PastProjection = {
    answer: null,
    failure: null,
    askedAt,
    done: kept.last.then(async () => {
      if (performance.now() - projection.askedAt > WANTED_MS) {
        kept.projections.delete(key)
        return
      }
      try {
        projection.answer = await app.workers.run<ProjectAnswer>('forecasting/past', 'projectPast', question)
      } catch (error) {
        projection.failure = error instanceof Error ? error : new Error(String(error))
      }
    }),
  }
  kept.last = projection.done
  kept.projections.set(key, projection)
  for (const oldest of kept.projections.keys()) {
    if (kept.projections.size <= MOST) break
    kept.projections.delete(oldest)
  }
  return projection
}
