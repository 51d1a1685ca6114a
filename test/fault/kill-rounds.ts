import { setTimeout as sleep } from 'node:timers/promises'

/** What is killed, and how one writes to it and looks afterwards. */
export interface Target {
  /** Starts it on the same folder each time; settles once it takes writes. */
  start(): Promise<Started>
  /** Settles once the write is acknowledged, throws when it is not. A key may stand for several rows that belong together. */
  write(key: string): Promise<void>
  /** Every key whose write is there as a whole, and those of which only a part is. */
  kept(): Promise<{ whole: ReadonlySet<string>; half: readonly string[] }>
}

export interface Started {
  /** Kill -9 of the program, or of the database under it; settles once that process is gone. */
  kill(victim: Victim): Promise<void>
  stop(): Promise<void>
}

export type Victim = 'server' | 'database'

export interface Outcome {
  readonly acknowledged: number
  /** Acknowledged and not there: must be none. */
  readonly lost: readonly string[]
  readonly half: readonly string[]
  /** Milliseconds from each kill until a write was acknowledged again. */
  readonly readyAfter: readonly number[]
}

const WRITERS = 4
const MOST_PATIENCE_MS = 30_000

/**
 * Kills at random moments while several writers write without pause, and keeps a list of what was acknowledged. `random`
 * gives numbers in [0, 1).
 */
export async function killRounds(target: Target, rounds: number, random: () => number): Promise<Outcome> {
  const acknowledged: string[] = []
  const readyAfter: number[] = []
  let started = await target.start()
  try {
    for (let round = 0; round < rounds; round++) {
      const writers = new AbortController()
      const writing = Array.from({ length: WRITERS }, (_, writer) =>
        writeUntil(writers.signal, target, `${round}-${writer}`, acknowledged),
      )
      try {
        await sleep(20 + 300 * random())
        const victim: Victim = random() < 0.5 ? 'server' : 'database'
        await started.kill(victim)
        const killedAt = Date.now()
        if (victim === 'server') started = await target.start()
        await untilAcknowledged(target, `${round}-after`, acknowledged)
        readyAfter.push(Date.now() - killedAt)
      } finally {
        writers.abort()
        await Promise.all(writing)
      }
    }
    const { whole, half } = await target.kept()
    return { acknowledged: acknowledged.length, lost: acknowledged.filter((key) => !whole.has(key)), half, readyAfter }
  } finally {
    await started.stop()
  }
}

/** A refused write is tried again under another key: whether it came through is not known. */
async function writeUntil(signal: AbortSignal, target: Target, prefix: string, acknowledged: string[]): Promise<void> {
  for (let n = 0; !signal.aborted; n++) {
    const key = `${prefix}-${n}`
    try {
      await target.write(key)
      acknowledged.push(key)
    } catch {
      await sleep(10)
    }
  }
}

async function untilAcknowledged(target: Target, prefix: string, acknowledged: string[]): Promise<void> {
  let last: unknown
  const deadline = Date.now() + MOST_PATIENCE_MS
  for (let n = 0; Date.now() < deadline; n++) {
    const key = `${prefix}-${n}`
    try {
      await target.write(key)
      acknowledged.push(key)
      return
    } catch (error) {
      last = error
      await sleep(10)
    }
  }
  throw new Error('No write was acknowledged for half a minute.', { cause: last })
}
