import { expect, test } from 'vitest'
import { afterAttempt, retryAfterSeconds } from './delivery.ts'

const now = '2026-03-02T09:00:00.000Z'

test('ten attempts within 75 hours and 35 minutes, then it is given up', () => {
  let seconds = 0
  for (let attempts = 1; attempts <= 9; attempts += 1) {
    const next = afterAttempt(attempts, { kind: 'failed', final: false }, { now, jitter: 0 })
    seconds += next.state === 'waiting' ? (Date.parse(next.nextAt) - Date.parse(now)) / 1_000 : Number.NaN
  }
  expect(seconds).toBe(75 * 3_600 + 35 * 60 + 5)
  expect(afterAttempt(10, { kind: 'failed', final: false }, { now, jitter: 0 })).toEqual({ state: 'given-up' })
})

test('what is taken is done, what can never be taken is not tried again', () => {
  expect(afterAttempt(1, { kind: 'taken' }, { now, jitter: 0 })).toEqual({ state: 'delivered' })
  expect(afterAttempt(1, { kind: 'failed', final: true }, { now, jitter: 0 })).toEqual({ state: 'given-up' })
})

test('a server that asks for patience gets it, up to a day', () => {
  const after = (retryAfter: number) =>
    afterAttempt(1, { kind: 'failed', final: false, retryAfterSeconds: retryAfter }, { now, jitter: 0 })
  expect(after(60)).toEqual({ state: 'waiting', nextAt: '2026-03-02T09:01:00.000Z' })
  expect(after(1e9)).toEqual({ state: 'waiting', nextAt: '2026-03-03T09:00:00.000Z' })
  expect(retryAfterSeconds('120', now)).toBe(120)
  expect(retryAfterSeconds('Mon, 02 Mar 2026 09:02:00 GMT', now)).toBe(120)
  expect([retryAfterSeconds(null, now), retryAfterSeconds('soon', now)]).toEqual([undefined, undefined])
})

test('attempts of many deliveries spread out, by a tenth of the wait at most', () => {
  expect(afterAttempt(2, { kind: 'failed', final: false }, { now, jitter: 1 })).toEqual({
    state: 'waiting',
    nextAt: '2026-03-02T09:05:30.000Z',
  })
})
