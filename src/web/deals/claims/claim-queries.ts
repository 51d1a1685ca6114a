import { queryOptions } from '@tanstack/react-query'
import { api } from '../../app/api.ts'

export const claimsQuery = (deal: string) =>
  queryOptions({ queryKey: ['claims', 'list', deal], queryFn: () => api.claims.list({ deal }) })

const ASK_AGAIN_MS = 3_000

/** The same for every deal, so it is asked once for all of them. */
export const claimRecordsQuery = queryOptions({
  queryKey: ['claims', 'records'],
  queryFn: () => api.claims.records({}),
  staleTime: 60_000,
  refetchInterval: ({ state }) => (state.data?.state === 'computing' ? ASK_AGAIN_MS : false),
})

export const claimRecordQuery = (claim: string) =>
  queryOptions({ queryKey: ['claims', 'record', claim], queryFn: () => api.claims.record({ claim }), staleTime: 60_000 })

export type Judgement = Awaited<ReturnType<typeof api.claims.list>>['judgements'][number]
export type PersonClaim = Awaited<ReturnType<typeof api.claims.list>>['people'][number]
export type ClaimRecords = Awaited<ReturnType<typeof api.claims.records>>
export type ClaimRecord = ClaimRecords['items'][number]
