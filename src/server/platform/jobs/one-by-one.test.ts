import { expect, test } from 'vitest'
import type { App } from '../context.ts'
import { oneByOne } from './one-by-one.ts'

test('one that fails is told to the log and leaves the others alone', async () => {
  const told: string[] = []
  const app = { log: { error: (_: unknown, text: string) => void told.push(text) } } as unknown as Pick<App, 'log'>
  const done: string[] = []
  const work = async (deal: string) => {
    if (deal === 'b') throw new Error('has no stage')
    done.push(deal)
  }
  await oneByOne(app, ['a', 'b', 'c', 'd'], work, { what: (deal) => `deal ${deal} could not be looked at`, atATime: 2 })
  expect(done.toSorted()).toEqual(['a', 'c', 'd'])
  expect(told).toEqual(['deal b could not be looked at'])
})
