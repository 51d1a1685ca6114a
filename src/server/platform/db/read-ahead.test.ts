import { expect, test } from 'vitest'
import { readAhead } from './read-ahead.ts'

test('all are read in order, and the next ones are under way while some are gone through', async () => {
  const asked: number[][] = []
  const read = async (ids: readonly number[]) => {
    asked.push([...ids])
    return ids.map((id) => id * 10)
  }
  const seen: number[][] = []
  for await (const rows of readAhead([1, 2, 3, 4, 5], 2, read)) {
    seen.push(rows)
    expect(asked.flat().length).toBe(Math.min(5, seen.flat().length + 2))
  }
  expect(seen).toEqual([[10, 20], [30, 40], [50]])
})

test('of nobody, nothing is read', async () => {
  for await (const _ of readAhead([], 2, () => Promise.reject(new Error('asked')))) expect.unreachable()
})

test('a reading that fails is heard of by whoever goes through the rows', async () => {
  const read = (ids: readonly number[]) => (ids[0] === 3 ? Promise.reject(new Error('gone')) : Promise.resolve(ids))
  const seen: number[] = []
  const goThrough = async () => {
    for await (const rows of readAhead([1, 2, 3, 4], 2, read)) seen.push(...rows)
  }
  await expect(goThrough()).rejects.toThrow('gone')
  expect(seen).toEqual([1, 2])
})
