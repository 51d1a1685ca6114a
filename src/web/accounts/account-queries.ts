import { queryOptions } from '@tanstack/react-query'
import { api } from '../app/api.ts'

/** The questions that the account's page asks, by the noun that live updates know. */
export const accountQuery = (id: string) =>
  queryOptions({ queryKey: ['accounts', 'get', id], queryFn: () => api.accounts.get({ id }) })

export const childrenQuery = (id: string) =>
  queryOptions({ queryKey: ['accounts', 'list', { parent: id }], queryFn: () => api.accounts.list({ parent: id, limit: 100 }) })

export const peopleQuery = (account: string) =>
  queryOptions({ queryKey: ['contacts', 'list', { account }], queryFn: () => api.contacts.list({ account, limit: 500 }) })

export const personQuery = (id: string) =>
  queryOptions({ queryKey: ['contacts', 'get', id], queryFn: () => api.contacts.get({ id }) })

export const accountDealsQuery = (account: string) =>
  queryOptions({
    queryKey: ['opportunities', 'list', { account, state: 'all', of: 'account' }],
    queryFn: () => api.opportunities.list({ account, state: 'all', sort: 'close', order: 'desc', limit: 500 }),
  })
