import { useQuery } from '@tanstack/react-query'
import { api } from '../app/api.ts'
import { carrying } from '../forecast/node-deals.tsx'
import { questionOf, type Board, type ForecastSearch } from '../forecast/forecast-search.ts'

export type CarryingDeal = Awaited<ReturnType<typeof api.forecasting.deals>>[number]

/** The open deals of the forecast, those that carry it first. */
export function useCarryingDeals(search: ForecastSearch, board: Board, today: string): readonly CarryingDeal[] | undefined {
  const { period, asOf } = board.projection
  const { period: _period, ...part } = questionOf(search, today)
  const question = { ...part, until: period.end }
  const answer = useQuery({
    queryKey: ['forecasting', 'deals', question],
    queryFn: ({ signal }) => api.forecasting.deals(question, { signal }),
    enabled: period.end >= asOf,
    staleTime: 60_000,
    select: carrying,
  })
  return answer.data
}
