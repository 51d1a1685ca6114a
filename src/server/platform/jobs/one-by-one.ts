import type { App } from '../context.ts'

/**
 * Does the same for each of many, `atATime` of them at once. One that fails is told to the log and leaves the others
 * alone: a job over all deals must not end at the first odd one. Once the program ends none is taken up any more and
 * it throws, so that nobody notes all as looked at; what fails for want of a database then is not told.
 */
export async function oneByOne<Item>(
  app: Pick<App, 'log' | 'jobs'>,
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
  { what, atATime = 1 }: { readonly what: (item: Item) => string; readonly atATime?: number },
): Promise<void> {
  const { ending } = app.jobs
  const left = items.toReversed()
  const worker = async () => {
    while (left.length > 0 && !ending.aborted) {
      const item = left.pop()!
      try {
        await work(item)
      } catch (error) {
        if (ending.aborted) throw error
        app.log.error({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }, what(item))
      }
    }
  }
  await Promise.all(Array.from({ length: atATime }, worker))
  if (left.length > 0) throw new Error('The program ended before everything was looked at.')
}
