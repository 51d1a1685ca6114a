import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, test, vi } from 'vitest'
import { api } from '../app/api.ts'
import type { Undoable } from '../app/undo.tsx'
import { accountChanges } from './account-changes.ts'
import { accountQuery, peopleQuery } from './account-queries.ts'
import { readCount, type Account } from './account-words.ts'

vi.mock('../app/api.ts', () => ({
  api: { accounts: { update: vi.fn<typeof api.accounts.update>() }, contacts: { update: vi.fn<typeof api.contacts.update>() } },
}))

const account = { id: 'a1', name: 'Halden Bank', industry: 'Banking', city: null } as unknown as Account
const person = { id: 'p1', name: 'Anna Berg', doNotContact: false }
type Person = Parameters<ReturnType<typeof accountChanges>['person']>[0]

let queries: QueryClient
let offered: Undoable[]
let changes: ReturnType<typeof accountChanges>
const shown = () => queries.getQueryData(accountQuery('a1').queryKey)
const people = () => queries.getQueryData(peopleQuery('a1').queryKey)?.items

beforeEach(() => {
  queries = new QueryClient()
  offered = []
  changes = accountChanges(queries, (done) => offered.push(done))
  queries.setQueryData(accountQuery('a1').queryKey, account)
  queries.setQueryData(peopleQuery('a1').queryKey, { items: [person], total: 1, next: null } as never)
  vi.mocked(api.accounts.update).mockImplementation(async ({ id: _id, ...fields }) => ({ ...account, ...fields }) as Account)
  vi.mocked(api.contacts.update).mockImplementation(async (fields) => ({ ...person, ...fields }) as never)
})

test('a change of an account is shown before the server has answered, and undo puts the old value back', async () => {
  const saved = changes.account(account, { industry: 'Insurance' }, 'Halden Bank industry changed')
  await vi.waitFor(() => expect(shown()?.industry).toBe('Insurance'))
  await saved
  expect(offered[0]?.text).toBe('Halden Bank industry changed')
  await offered[0]?.undo()
  expect(vi.mocked(api.accounts.update).mock.lastCall?.[0]).toEqual({ id: 'a1', industry: 'Banking' })
  expect(shown()?.industry).toBe('Banking')
})

test('a refused change is taken back with the reason, and offers no undo', async () => {
  vi.mocked(api.accounts.update).mockRejectedValue(new Error('You cannot change this account.'))
  await expect(changes.account(account, { industry: 'Insurance' }, 'changed')).rejects.toThrow('You cannot change this account.')
  expect(shown()).toEqual(account)
  expect(offered).toEqual([])
})

test('a lock shows on the person at once and is lifted again where the server refuses it', async () => {
  await changes.person(person as Person, { doNotContact: true }, 'locked')
  expect(people()).toMatchObject([{ doNotContact: true }])
  vi.mocked(api.contacts.update).mockRejectedValue(new Error('No'))
  await expect(changes.person({ ...person, doNotContact: true } as Person, { doNotContact: false }, 'lifted')).rejects.toThrow(
    'No',
  )
  expect(people()).toMatchObject([{ doNotContact: true }])
})

test('a number of people is read as people write it', () => {
  expect(['14,717', '14 717', '14’717', '0', ''].map(readCount)).toEqual([14717, 14717, 14717, 0, null])
  for (const text of ['many', '1.5', '-3', '99999999']) expect(() => readCount(text)).toThrow('whole number')
})
