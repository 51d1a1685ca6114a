import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import type { PersonRow } from './people-rows.ts'

/** The map of a deal as it stood before a day, or now. It goes stale with whatever is said of people. */
export const mapQuery = (deal: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ['stakeholders', 'map', deal, asOf],
    queryFn: ({ signal }) => api.relationships.map({ deal, ...(asOf ? { asOf } : {}) }, { signal }),
    placeholderData: keepPreviousData,
  })

/** The threads of a deal as they were known before a day; of today they are those of the overview. */
export const threadsQuery = (deal: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: asOf ? ['stakeholders', 'threading', deal, asOf] : ['stakeholders', 'threading', deal],
    queryFn: ({ signal }) => api.stakeholders.threading({ deal, ...(asOf ? { asOf } : {}) }, { signal }),
    placeholderData: keepPreviousData,
  })

export const recommendedQuery = (deal: string) =>
  queryOptions({
    queryKey: ['stakeholders', 'recommended', deal],
    queryFn: ({ signal }) => api.network.recommend({ deal, limit: 5 }, { signal }),
  })

export type StakeholderMap = Awaited<ReturnType<typeof api.relationships.map>>
export type MapNode = StakeholderMap['nodes'][number]
export type MapEdge = StakeholderMap['edges'][number]
export type MapGhost = StakeholderMap['ghosts'][number]
export type Recommended = Awaited<ReturnType<typeof api.network.recommend>>['items'][number]

export const criteriaQuery = (deal: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ['stakeholders', 'criteria', deal, asOf],
    queryFn: ({ signal }) => api.relationships.criteria({ deal, ...(asOf ? { asOf } : {}) }, { signal }),
    placeholderData: keepPreviousData,
  })

export type Criteria = Awaited<ReturnType<typeof api.relationships.criteria>>
export type Criterion = Criteria['criteria'][number]

export const championsQuery = (deal: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ['stakeholders', 'champions', deal, asOf],
    queryFn: ({ signal }) => api.champions.score({ deal, ...(asOf ? { asOf } : {}) }, { signal }),
  })

export const plansQuery = (deal: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ['stakeholders', 'plans', deal, asOf],
    queryFn: ({ signal }) => api.champions.plans({ deal, ...(asOf ? { asOf } : {}) }, { signal }),
  })

export type Champion = Awaited<ReturnType<typeof api.champions.score>>['people'][number]
export type EngagementPlan = Awaited<ReturnType<typeof api.champions.plans>>['items'][number]

export const savePlansQuery = (deal: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ['stakeholders', 'save-plans', deal, asOf],
    queryFn: ({ signal }) => api.champions.savePlans({ deal, ...(asOf ? { asOf } : {}) }, { signal }),
  })

export type SavePlan = Awaited<ReturnType<typeof api.champions.savePlans>>['items'][number]
export type SaveStep = SavePlan['steps'][number]

/** The plan that is under way because a person left, by any of their records. */
export function openPlanOf(
  { records }: PersonRow,
  plans: { readonly items: readonly SavePlan[] } | undefined,
): SavePlan | undefined {
  return plans?.items.find(({ contact, state }) => state === 'open' && records.includes(contact.id))
}

/** Somebody whose leaving started a save plan, unless it was a false alarm: there is nobody to write to any more. */
export function hasLeft(
  { records }: Pick<PersonRow, 'records'>,
  plans: { readonly items: readonly Pick<SavePlan, 'contact' | 'state'>[] } | undefined,
): boolean {
  return plans?.items.some(({ contact, state }) => state !== 'false-alarm' && records.includes(contact.id)) ?? false
}

export const promisesQuery = (deal: string, asOf: string | undefined) =>
  queryOptions({
    queryKey: ['stakeholders', 'promises', deal, asOf],
    queryFn: ({ signal }) => api.relationships.commitments({ deal, ...(asOf ? { asOf } : {}) }, { signal }),
  })

export type Promises = Awaited<ReturnType<typeof api.relationships.commitments>>
export type PromiseMade = Promises['items'][number]
