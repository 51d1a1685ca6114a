import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Api } from '../../contract/api.ts'
import type { Client } from '../../contract/operation.ts'
import { testApp, type TestApp } from '../test-app.ts'

let t: TestApp
let ada: Client<Api>
let ben: Client<Api>
beforeAll(async () => {
  t = await testApp()
  ada = t.as(await t.person('Ada', 'rep'), 'rep')
  ben = t.as(await t.person('Ben', 'rep'), 'rep')
})
afterAll(() => t.close())

test('a view is for oneself until it is shared, and saving it again under its name replaces it', async () => {
  const view = await ada.views.save({ page: 'pipeline', name: 'Closing soon', search: { stage: ['negotiation'] } })
  expect(view).toMatchObject({ mine: true, shared: false, search: { stage: ['negotiation'] } })
  expect((await ben.views.list({ page: 'pipeline' })).items).toEqual([])
  const shared = await ada.views.save({ page: 'pipeline', name: 'Closing soon', search: { stage: ['proposal'] }, shared: true })
  expect(shared.id).toBe(view.id)
  expect((await ben.views.list({ page: 'pipeline' })).items).toEqual([{ ...shared, mine: false }])
  expect((await ben.views.list({ page: 'accounts' })).items).toEqual([])
})

test('only whoever saved a view deletes it', async () => {
  const view = await ada.views.save({ page: 'accounts', name: 'Mine', search: {}, shared: true })
  await expect(ben.views.remove({ id: view.id })).rejects.toMatchObject({ code: 'not-found' })
  await ada.views.remove({ id: view.id })
  expect((await ada.views.list({ page: 'accounts' })).items).toEqual([])
  expect((await t.system.journal.list({ noun: 'view', subject: view.id })).items.map((event) => event.type)).toEqual([
    'view.removed',
    'view.saved',
  ])
})
