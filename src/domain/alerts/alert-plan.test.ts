import { describe, expect, test } from 'vitest'
import { AlertPreferences } from './alert-preferences.ts'
import { awakeFrom, budgetPlan, isDigestDue, type WaitingAlert } from './alert-plan.ts'
import { localTime } from './local-time.ts'

const alert = (id: string, given: Partial<WaitingAlert> = {}): WaitingAlert => ({
  id,
  priority: 'normal',
  level: 0,
  always: false,
  openedAt: '2026-03-02T06:00:00.000Z',
  ...given,
})

describe('a budget of alerts', () => {
  const waiting = [
    alert('old', { openedAt: '2026-03-01T06:00:00.000Z' }),
    alert('new'),
    alert('bad', { level: 2 }),
    alert('urgent', { priority: 'urgent' }),
    alert('close', { priority: 'urgent', always: true }),
  ]

  test('tells the urgent and the worst first, and holds back the rest', () => {
    expect(budgetPlan(waiting, { perDay: 3, toldToday: 0 })).toEqual({ tell: ['close', 'urgent', 'bad'], held: ['old', 'new'] })
  })

  test('that is used up holds back everything but what always alerts', () => {
    expect(budgetPlan(waiting, { perDay: 3, toldToday: 7 })).toEqual({
      tell: ['close'],
      held: ['urgent', 'bad', 'old', 'new'],
    })
  })
})

describe('quiet hours', () => {
  const berlin = AlertPreferences.parse({ timeZone: 'Europe/Berlin', quietHours: { from: '20:00', to: '07:00' } })

  test.each([
    ['in the evening', '2026-03-02T19:30:20.000Z', '2026-03-03T06:00:00.000Z'],
    ['after midnight', '2026-03-02T23:30:00.000Z', '2026-03-03T06:00:00.000Z'],
    ['at their last minute', '2026-03-03T05:59:59.000Z', '2026-03-03T06:00:00.000Z'],
    ['when they end', '2026-03-03T06:00:00.000Z', '2026-03-03T06:00:00.000Z'],
    ['before they begin', '2026-03-02T18:59:00.000Z', '2026-03-02T18:59:00.000Z'],
    ['in summer, when the clock is another', '2026-07-02T18:10:00.000Z', '2026-07-03T05:00:00.000Z'],
  ])('%s, messages wait until they are over where the person is', (_when, now, until) => {
    expect(awakeFrom(berlin, now)).toBe(until)
  })

  test('within one day, and none at all', () => {
    const noon = AlertPreferences.parse({ quietHours: { from: '12:00', to: '13:00' } })
    expect(awakeFrom(noon, '2026-03-02T12:00:00.000Z')).toBe('2026-03-02T13:00:00.000Z')
    expect(awakeFrom({ ...noon, quietHours: null }, '2026-03-02T12:00:00.000Z')).toBe('2026-03-02T12:00:00.000Z')
  })
})

describe('a digest', () => {
  const daily = AlertPreferences.parse({ timeZone: 'America/New_York', digest: 'daily', digestAt: '08:00' })

  test('is due once a day from its hour on, where the person is', () => {
    expect(isDigestDue(daily, '2026-03-02T12:59:00.000Z', null)).toBe(false)
    expect(isDigestDue(daily, '2026-03-02T13:00:00.000Z', null)).toBe(true)
    expect(isDigestDue(daily, '2026-03-02T20:00:00.000Z', '2026-03-02T13:00:00.000Z')).toBe(false)
    expect(isDigestDue(daily, '2026-03-03T13:00:00.000Z', '2026-03-02T13:00:00.000Z')).toBe(true)
  })

  test('of a week is due on Monday', () => {
    const weekly = { ...daily, digest: 'weekly' as const }
    expect(isDigestDue(weekly, '2026-03-02T13:00:00.000Z', null)).toBe(true)
    expect(isDigestDue(weekly, '2026-03-03T13:00:00.000Z', null)).toBe(false)
    expect(isDigestDue({ ...daily, digest: 'off' }, '2026-03-02T13:00:00.000Z', null)).toBe(false)
  })
})

test('the clock on the wall, also at midnight and across the date line', () => {
  expect(localTime('2026-03-02T05:00:00.000Z', 'America/New_York')).toEqual({ date: '2026-03-02', minutes: 0, weekday: 1 })
  expect(localTime('2026-02-28T12:30:00.000Z', 'Pacific/Auckland')).toEqual({ date: '2026-03-01', minutes: 90, weekday: 7 })
})

test('a time zone that does not exist and a time that is none are refused', () => {
  expect(AlertPreferences.safeParse({ timeZone: 'Mars/Base' }).success).toBe(false)
  expect(AlertPreferences.safeParse({ quietHours: { from: '24:00', to: '07:00' } }).success).toBe(false)
})
