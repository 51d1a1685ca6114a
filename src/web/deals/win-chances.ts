import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../app/api.ts'
import { useMay } from '../app/session.ts'

export type DealForecast = Awaited<ReturnType<typeof api.forecasting.chances>>['items'][number]

/** What the model says of every open deal in sight, by id: the chance to win it by `until`. Undefined until known, and for those who may not read it. */
export function useWinChances(until: string): { chances: ReadonlyMap<string, DealForecast> | undefined; may: boolean } {
  const may = useMay('forecast:read')
  const answer = useQuery({
    queryKey: ['forecasting', 'chances', { until }],
    queryFn: ({ signal }) => api.forecasting.chances({ until }, { signal }),
    enabled: may,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  })
  const chances = useMemo(() => answer.data && new Map(answer.data.items.map((one) => [one.id, one])), [answer.data])
  return { chances: may ? chances : undefined, may }
}
