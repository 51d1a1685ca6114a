import { StartError } from '../data-folder/start-error.ts'
import { hasEnded, startPostmaster, stopPostmaster, type Installation } from './postmaster.ts'

/** A start takes a third of a second: this many in a minute is a database that cannot live, not one that was killed. */
const MOST_RESTARTS = 60
const WITHIN_MS = 60_000

export interface Supervised {
  stop(): Promise<void>
}

/**
 * Starts the database and keeps it running: when it dies under us it is started again, on the same socket, so that the next
 * query of a pool succeeds. One that dies again and again is given up, and `onLost` is told why.
 * @throws StartError when the first start fails
 */
export async function supervise(
  installation: Installation,
  onProgress: (sentence: string) => void,
  onLost: (error: unknown) => void,
): Promise<Supervised> {
  let stopping = false
  let child = await startPostmaster(installation, onProgress)
  let restart: Promise<void> = Promise.resolve()
  const deaths: number[] = []

  function watch(): void {
    child.once('exit', () => {
      if (!stopping) restart = startAgain().catch(onLost)
    })
  }

  async function startAgain(): Promise<void> {
    const now = Date.now()
    deaths.push(now)
    if (deaths.filter((at) => now - at < WITHIN_MS).length > MOST_RESTARTS)
      throw new StartError(
        'will-not-start',
        'The database stopped again and again within a minute; postgres.log in the data folder says why.',
      )
    onProgress('The database stopped unexpectedly and is being started again.')
    child = await startPostmaster(installation, onProgress)
    watch()
  }

  // The last resort when the process ends without closing, by an uncaught error say: nothing is left behind.
  const endChild = () => void (hasEnded(child) || child.kill('SIGINT'))
  process.on('exit', endChild)
  watch()

  return {
    async stop() {
      stopping = true
      await restart
      await stopPostmaster(child)
      process.off('exit', endChild)
    },
  }
}
