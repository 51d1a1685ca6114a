import { queryOptions } from '@tanstack/react-query'
import { api } from '../app/api.ts'

/** The questions that a deal's page asks, by the noun that live updates know. */
export const dealQuery = (id: string) =>
  queryOptions({ queryKey: ['opportunities', 'get', id], queryFn: () => api.opportunities.get({ id }) })

export const positionsQuery = (deal: string) =>
  queryOptions({ queryKey: ['stakeholders', 'list', deal], queryFn: () => api.stakeholders.list({ deal }) })

export const threadingQuery = (deal: string) =>
  queryOptions({ queryKey: ['stakeholders', 'threading', deal], queryFn: () => api.stakeholders.threading({ deal }) })

export const historyQuery = (id: string) =>
  queryOptions({ queryKey: ['opportunities', 'history', id], queryFn: () => api.opportunities.history({ id, limit: 1000 }) })

export const outlookQuery = (deal: string, until: string) =>
  queryOptions({
    queryKey: ['forecasting', 'deal', { deal, until }],
    queryFn: ({ signal }) => api.forecasting.deal({ deal, until }, { signal }),
    staleTime: 60_000,
  })

export type DealOutlook = Awaited<ReturnType<typeof api.forecasting.deal>>
export type Position = Awaited<ReturnType<typeof api.stakeholders.list>>['items'][number]
export type Threading = Awaited<ReturnType<typeof api.stakeholders.threading>>
export type ThreadingPerson = Threading['people'][number]
export type Activity = Awaited<ReturnType<typeof api.activities.list>>['items'][number]
export type Change = Awaited<ReturnType<typeof api.opportunities.history>>['items'][number]
