import { queryOptions } from '@tanstack/react-query'
import { api } from '../../app/api.ts'

/** Under the noun of people, so that a change of any of them asks again. */
export const candidatesQuery = queryOptions({
  queryKey: ['contacts', 'identity', 'candidates'],
  queryFn: () => api.identity.candidates({ limit: 50 }),
})

/** Pairs in which somebody may be somebody else. */
export const samePersonQuery = (contact: string) =>
  queryOptions({
    queryKey: ['contacts', 'identity', 'candidates', contact],
    queryFn: () => api.identity.candidates({ contact, limit: 10 }),
  })

export const roleSuggestionsQuery = (deal: string) =>
  queryOptions({ queryKey: ['stakeholders', 'role-suggestions', deal], queryFn: () => api.roles.suggest({ deal }) })

export type Candidate = Awaited<ReturnType<typeof api.identity.candidates>>['items'][number]
export type RoleSuggestion = Awaited<ReturnType<typeof api.roles.suggest>>['items'][number]
