import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'

/** Heavy work off the main thread: each noun may have one worker entry, `src/server/<noun>/worker.ts`. */
export interface Workers {
  /**
   * Runs the named export of a noun's worker with structured-clonable input. 'noun/queue' runs it in threads of that queue's own, so
   * that long work does not stand in the way of the short work of the same noun.
   */
  run<Output>(place: string, task: string, input: unknown): Promise<Output>
  close(): Promise<void>
}

const BRIEF_MS = 20_000
/** A thread keeps the company it has read: whoever comes back from lunch would wait minutes for a large one to be read again. */
const WORKING_DAY_MS = 12 * 3_600_000

/**
 * What is read of a large company is kept: where the young are few at a time, nearly all are moved twice before they may stay. With this
 * a company of 100,000 deals takes a third less time for that, and no more memory.
 */
const YOUNG_MB = 192

/** How the work of some places differs from what is usual. */
interface Ways {
  /** How many threads a noun's tasks may run in at once; else all processors but one. */
  readonly threads?: Readonly<Record<string, number>>
  /** Places whose threads keep nothing that is long in coming: what they took up is given back soon. */
  readonly brief?: readonly string[]
}

export function createWorkers(entryOf: (noun: string) => string, { threads = {}, brief = [] }: Ways = {}): Workers {
  const pools = new Map<string, Piscina>()

  function poolOf(place: string): Piscina {
    const known = pools.get(place)
    if (known) return known
    const noun = place.split('/')[0] ?? place
    const pool = new Piscina({
      filename: entryOf(noun),
      minThreads: 0,
      maxThreads: threads[noun] ?? Math.max(1, availableParallelism() - 1),
      idleTimeout: brief.includes(place) ? BRIEF_MS : WORKING_DAY_MS,
      resourceLimits: { maxOldGenerationSizeMb: 4_096, maxYoungGenerationSizeMb: YOUNG_MB },
    })
    pools.set(place, pool)
    return pool
  }

  return {
    async run<Output>(place: string, task: string, input: unknown) {
      return (await poolOf(place).run(input, { name: task })) as Output
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()))
      pools.clear()
    },
  }
}
