import { useQuery } from '@tanstack/react-query'
import { api } from '../app/api.ts'
import { pipelineSearch } from '../app/routes.tsx'
import { settingsQuery } from '../deals/company-queries.ts'
import { today } from '../deals/today.ts'
import { listFilter } from './pipeline-search.ts'

/** How many deals a saved view of the pipeline shows now; nothing until it is known. */
export default function ViewCount({ view }: { view: Record<string, unknown> }) {
  const settings = useQuery(settingsQuery).data
  const clock = settings && { today: today(), fiscalStart: settings.fiscalYearStartMonth }
  const filter = clock && listFilter(pipelineSearch(view), clock)
  const total = useQuery({
    queryKey: ['opportunities', 'count', filter],
    queryFn: ({ signal }) => api.opportunities.list({ ...filter, limit: 1 }, { signal }).then((page) => page.total),
    enabled: filter !== undefined,
    staleTime: 60_000,
  }).data
  if (total === undefined) return null
  return (
    <span className="nav-count">
      {total.toLocaleString('en')}
      <span className="unseen">{total === 1 ? ' deal' : ' deals'}</span>
    </span>
  )
}
