import { afterAll, beforeAll, expect, test } from 'vitest'
import { inBase } from '../../domain/values/money.ts'
import { testApp, type TestApp } from '../test-app.ts'
import { readRates, readSettings } from './store.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02T09:00:00.000Z' })
})
afterAll(() => t.close())

test('what a company has not set has its default, and one changed figure leaves its neighbours alone', async () => {
  expect(await t.system.settings.get({})).toMatchObject({
    companyName: 'Your company',
    baseCurrency: 'USD',
    threading: { activeWithinDays: 30 },
  })
  const after = await t.system.settings.update({ threading: { activeWithinDays: 21 } })
  expect(after.threading).toMatchObject({ minInteractions: 2, activeWithinDays: 21, needsBothDirections: true })
  expect(await readSettings(t.app.db)).toEqual(after)
  const [event] = (await t.system.journal.list({ noun: 'setting' })).items
  expect(event).toMatchObject({
    type: 'setting.changed',
    before: { threading: { activeWithinDays: 30 } },
    after: { threading: { activeWithinDays: 21 } },
  })
  expect(Object.keys(event?.after ?? {})).toEqual(['threading'])
})

test('what was set stays as it is when another number beside it is set', async () => {
  await t.system.settings.update({ threading: { minInteractions: 4 } })
  await t.system.settings.update({ threading: { needsBothDirections: false } })
  expect((await readSettings(t.app.db)).threading).toMatchObject({ minInteractions: 4, needsBothDirections: false })
})

test('two admins who change different settings at once both get what they set', async () => {
  await Promise.all([t.system.settings.update({ companyName: 'Northwind' }), t.system.settings.update({ weekStart: 7 })])
  expect(await t.system.settings.get({})).toMatchObject({ companyName: 'Northwind', weekStart: 7 })
})

test('the base currency is free until there are rates against it', async () => {
  await expect(t.system.settings.update({ baseCurrency: 'XQX' })).rejects.toMatchObject({ code: 'invalid' })
  expect(await t.system.settings.update({ baseCurrency: 'EUR' })).toMatchObject({ baseCurrency: 'EUR' })
  await t.system.currencies.setRate({ currency: 'USD', from: '2026-01-01', perBase: 1.1 })
  await expect(t.system.settings.update({ baseCurrency: 'USD' })).rejects.toMatchObject({ code: 'not-allowed-now' })
})

test('an amount counts at the rate of its day, and the base has no rate', async () => {
  await t.system.currencies.setRate({ currency: 'USD', from: '2026-02-01', perBase: 1.25 })
  const rates = await readRates(t.app.db, await readSettings(t.app.db))
  expect(inBase(rates, { minor: 110_00, currency: 'USD' }, '2026-01-31')).toBe(100_00)
  expect(inBase(rates, { minor: 125_00, currency: 'USD' }, '2026-02-01')).toBe(100_00)
  await expect(t.system.currencies.setRate({ currency: 'EUR', from: '2026-01-01', perBase: 2 })).rejects.toMatchObject({
    code: 'not-allowed-now',
  })
  await expect(t.system.currencies.setRate({ currency: 'XQX', from: '2026-01-01', perBase: 2 })).rejects.toMatchObject({
    code: 'not-found',
  })
})

test('a corrected rate is told with what it was', async () => {
  await t.system.currencies.setRate({ currency: 'GBP', from: '2026-01-01', perBase: 0.8 })
  await t.system.currencies.setRate({ currency: 'GBP', from: '2026-01-01', perBase: 0.85 })
  await t.system.currencies.setRate({ currency: 'GBP', from: '2026-01-01', perBase: 0.85 })
  const events = (await t.system.journal.list({ type: 'rate.set' })).items.filter((event) => event.after?.['currency'] === 'GBP')
  expect(events.map((event) => [event.before, event.after?.['perBase']])).toEqual([
    [{ perBase: 0.8 }, 0.85],
    [null, 0.8],
  ])
  expect((await t.system.currencies.list({})).rates.filter((rate) => rate.currency === 'GBP')).toEqual([
    { currency: 'GBP', from: '2026-01-01', perBase: 0.85, source: 'entered' },
  ])
})
