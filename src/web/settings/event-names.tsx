import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../app/api.ts'
import { paths } from '../app/paths.ts'
import { pipelinesQuery, teamsQuery, usersQuery } from '../deals/company-queries.ts'
import type { NameOf } from './change-lines.ts'

/** Names of users, teams, pipelines and stages by id: what changes of the company's own things speak of. */
export function useNames(): NameOf {
  const users = useQuery(usersQuery).data
  const teams = useQuery(teamsQuery).data
  const pipelines = useQuery(pipelinesQuery).data
  return useMemo(() => {
    const stages = (pipelines?.items ?? []).flatMap((pipeline) => pipeline.stages)
    const named = [...(users?.items ?? []), ...(teams?.items ?? []), ...(pipelines?.items ?? []), ...stages]
    const names = new Map(named.map(({ id, name }) => [id, name]))
    return (id) => names.get(id)
  }, [users, teams, pipelines])
}

/** The name of a deal as a link to it, asked for when it is shown; a deleted deal has no page to go to. */
export function DealName({ id }: { id: string }) {
  const deal = useQuery({
    queryKey: ['opportunities', 'get', id],
    queryFn: () => api.opportunities.get({ id }),
    staleTime: 300_000,
    retry: false,
  })
  if (deal.data)
    return (
      <a href={paths.deal(id)} tabIndex={-1}>
        {deal.data.name}
      </a>
    )
  return <span className="label">{deal.isError ? 'Deal no longer there' : '…'}</span>
}
