import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'

/** Heavy work off the main thread: each noun may have one worker entry, `src/server/<noun>/worker.ts`. */
export interface Workers {
  /** Runs the named export of a noun's worker with structured-clonable input. */
  run<Output>(noun: string, task: string, input: unknown): Promise<Output>
  close(): Promise<void>
}

/** `threads`: how many a noun's tasks may run in at once, where that is not the usual number: all processors but one. */
export function createWorkers(entryOf: (noun: string) => string, threads: Readonly<Record<string, number>> = {}): Workers {
  const pools = new Map<string, Piscina>()

  function poolOf(noun: string): Piscina {
    const known = pools.get(noun)
    if (known) return known
    const pool = new Piscina({
      filename: entryOf(noun),
      minThreads: 0,
      maxThreads: threads[noun] ?? Math.max(1, availableParallelism() - 1),
      idleTimeout: 60_000,
      resourceLimits: { maxOldGenerationSizeMb: 4_096 },
    })
    pools.set(noun, pool)
    return pool
  }

  return {
    async run<Output>(noun: string, task: string, input: unknown) {
      return (await poolOf(noun).run(input, { name: task })) as Output
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()))
      pools.clear()
    },
  }
}
