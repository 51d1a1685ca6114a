import { expect, test } from 'vitest'
import type { App } from '../context.ts'
import { oneByOne } from './one-by-one.ts'

const logging = (told: string[], ending = new AbortController().signal) =>
  ({ log: { error: (_: unknown, text: string) => void told.push(text) }, jobs: { ending } }) as unknown as Pick<
    App,
    'log' | 'jobs'
  >

test('one that fails is told to the log and leaves the others alone', async () => {
  const told: string[] = []
  const done: string[] = []
  const work = async (deal: string) => {
    if (deal === 'b') throw new Error('has no stage')
    done.push(deal)
  }
  await oneByOne(logging(told), ['a', 'b', 'c', 'd'], work, { what: (deal) => `deal ${deal} could not be looked at`, atATime: 2 })
  expect(done.toSorted()).toEqual(['a', 'c', 'd'])
  expect(told).toEqual(['deal b could not be looked at'])
})

test('once the program ends nothing more is taken up, and whoever waits learns that not all was looked at', async () => {
  const told: string[] = []
  const done: string[] = []
  const ending = new AbortController()
  const work = async (deal: string) => {
    if (deal === 'b') ending.abort()
    done.push(deal)
  }
  const whole = oneByOne(logging(told, ending.signal), ['a', 'b', 'c'], work, { what: (deal) => deal })
  await expect(whole).rejects.toThrow('The program ended before everything was looked at.')
  const broken = oneByOne(logging(told, ending.signal), ['d'], work, { what: (deal) => deal })
  await expect(broken).rejects.toThrow('before everything')
  expect([done, told]).toEqual([['a', 'b'], []])
})
