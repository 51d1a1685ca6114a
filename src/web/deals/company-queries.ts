import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { RateTable } from '../../domain/values/money.ts'
import { api } from '../app/api.ts'

/** What hardly ever changes is asked for once; a change elsewhere makes it stale. */
const RARELY = { staleTime: 10 * 60_000 }

export const settingsQuery = queryOptions({ queryKey: ['settings', 'get'], queryFn: () => api.settings.get({}), ...RARELY })
export const pipelinesQuery = queryOptions({ queryKey: ['pipelines', 'list'], queryFn: () => api.pipelines.list({}), ...RARELY })
export const currenciesQuery = queryOptions({
  queryKey: ['currencies', 'list'],
  queryFn: () => api.currencies.list({}),
  ...RARELY,
})
export const usersQuery = queryOptions({ queryKey: ['users', 'list'], queryFn: () => api.users.list({}), ...RARELY })
export const teamsQuery = queryOptions({ queryKey: ['teams', 'list'], queryFn: () => api.teams.list({}), ...RARELY })

/** The company's dated rates, as sums are made at; undefined until they are known. */
export function useRates(): RateTable | undefined {
  const currencies = useQuery(currenciesQuery).data
  return useMemo(() => {
    if (!currencies) return undefined
    const rates = new Map<string, { from: string; perBase: number }[]>()
    for (const { currency, from, perBase } of currencies.rates)
      rates.set(currency, [...(rates.get(currency) ?? []), { from, perBase }])
    for (const of of rates.values()) of.sort((a, b) => (a.from < b.from ? -1 : 1))
    return { base: currencies.base, digits: new Map(currencies.items.map((one) => [one.code, one.digits])), rates }
  }, [currencies])
}
