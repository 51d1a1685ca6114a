import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '../../contract/operation.ts'
import type { Api } from '../../contract/api.ts'
import { testApp, type TestApp } from '../test-app.ts'

const NOW = '2026-11-20T10:00:00.000Z'
let it: TestApp
let rep: Client<Api>
let account: string

beforeAll(async () => {
  it = await testApp({ now: NOW })
  rep = it.as(await it.person('Rosa', 'rep'), 'rep')
  account = (await rep.accounts.create({ name: 'Acme' })).id
})
afterAll(() => it.close())

async function dealWith(title: string): Promise<{ deal: string; contact: string }> {
  const deal = (await rep.opportunities.create({ name: `Deal with ${title}`, accountId: account })).id
  const contact = (await rep.contacts.create({ name: 'Anna Berg', accountId: account, title })).id
  await rep.stakeholders.add({ deal, contact })
  return { deal, contact }
}

const suggested = async (deal: string) => (await rep.roles.suggest({ deal })).items.map(({ role }) => role)

test('a confirmed suggestion is a role of the person, and says that it was suggested', async () => {
  const { deal, contact } = await dealWith('Leiterin Einkauf')
  const { items, people } = await rep.roles.suggest({ deal })
  expect(items).toMatchObject([
    { contact: { id: contact, name: 'Anna Berg' }, role: 'procurement', reasons: [{ text: 'Title: Leiterin Einkauf' }] },
  ])
  expect(items[0]?.confidence).toBeGreaterThan(0.8)
  expect(people).toEqual([{ contact, seniority: 'director', department: 'Procurement' }])
  expect((await rep.roles.confirm({ deal, contact, role: 'procurement' })).roles).toMatchObject([
    { role: 'procurement', source: 'suggested', state: 'confirmed' },
  ])
  expect(await suggested(deal)).toEqual([])
  expect((await rep.stakeholders.threading({ deal })).people).toMatchObject([{ role: 'procurement' }])
  await expect(rep.roles.confirm({ deal, contact, role: 'procurement' })).rejects.toMatchObject({ code: 'not-allowed-now' })
})

test('what was dismissed is not suggested again until something new speaks for it', async () => {
  const { deal, contact } = await dealWith('CFO')
  expect(await suggested(deal)).toEqual(['economic-buyer'])
  await rep.roles.reject({ deal, contact, role: 'economic-buyer' })
  expect(await suggested(deal)).toEqual([])
  expect((await rep.stakeholders.threading({ deal })).people).toMatchObject([{ role: null }])
  await expect(rep.roles.reject({ deal, contact, role: 'economic-buyer' })).rejects.toMatchObject({ code: 'not-allowed-now' })
  await rep.contacts.update({ id: contact, title: 'Group CFO' })
  expect(await suggested(deal)).toEqual(['economic-buyer'])
})

test('a role that the company does not use is suggested to nobody', async () => {
  const { deal } = await dealWith('General Counsel')
  expect(await suggested(deal)).toEqual(['legal'])
  const settings = await it.system.settings.update({ roles: { legal: { active: false } } })
  expect(settings.roles.legal).toEqual({ active: false })
  expect(settings.roles.champion).toEqual({ active: true })
  expect(await suggested(deal)).toEqual([])
  await it.system.settings.update({ roles: { legal: { active: true } } })
})

test('as of a day before the deal was known nothing is suggested', async () => {
  const { deal } = await dealWith('CIO')
  await expect(rep.roles.suggest({ deal, asOf: '2026-01-01' })).rejects.toMatchObject({ code: 'not-found' })
})
