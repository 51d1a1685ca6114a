import type { App } from '../context.ts'

/**
 * Does the same for each of many, `atATime` of them at once. One that fails is told to the log and leaves the others
 * alone: a job over all deals must not end at the first odd one.
 */
export async function oneByOne<Item>(
  app: Pick<App, 'log'>,
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
  { what, atATime = 1 }: { readonly what: (item: Item) => string; readonly atATime?: number },
): Promise<void> {
  const left = items.toReversed()
  const worker = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) {
      try {
        await work(item)
      } catch (error) {
        app.log.error({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }, what(item))
      }
    }
  }
  await Promise.all(Array.from({ length: atATime }, worker))
}
