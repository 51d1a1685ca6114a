import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../app/api.ts'

export type SponsorReport = Awaited<ReturnType<typeof api.sponsors.report>>
export type SponsorLine = SponsorReport['sponsors'][number]
export type Programme = Awaited<ReturnType<typeof api.sponsors.programme>>
export type SponsorAccountRow = Awaited<ReturnType<typeof api.sponsors.list>>['items'][number]

/** What is said of an account's executives, now or as it was known at the start of a day. */
export const reportQuery = (account: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ['sponsors', 'report', account, asOf ?? 'now'],
    queryFn: () => api.sponsors.report({ account, ...(asOf ? { asOf } : {}) }),
    placeholderData: keepPreviousData,
  })

export const programmeQuery = (asOf: string | undefined) =>
  queryOptions({
    queryKey: ['sponsors', 'programme', asOf ?? 'now'],
    queryFn: () => api.sponsors.programme(asOf ? { asOf } : {}),
    placeholderData: keepPreviousData,
  })

/** What happened with a person, for naming what a score rests on. */
export const touchesQuery = (contact: string) =>
  queryOptions({
    queryKey: ['activities', 'list', { contact, limit: 200 }],
    queryFn: () => api.activities.list({ contact, limit: 200 }),
  })

export type Outreach = Awaited<ReturnType<typeof api.sponsors.outreach>>['items'][number]

export const outreachQuery = (account: string) =>
  queryOptions({ queryKey: ['sponsors', 'outreach', account], queryFn: () => api.sponsors.outreach({ account }) })

/** The private addresses under which calendar programs read one's own calendar. */
export const feedsQuery = queryOptions({ queryKey: ['sponsors', 'feeds'], queryFn: () => api.sponsors.feeds({}) })
