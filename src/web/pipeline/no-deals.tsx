import { useMay } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/state.tsx'
import type { PipelineSearch } from './pipeline-search.ts'

interface NoDealsProps {
  search: PipelineSearch
  onSearch: (change: Partial<PipelineSearch>, how?: 'push') => void
}

const NO_FILTER = {
  q: undefined,
  team: undefined,
  owner: undefined,
  account: undefined,
  close: undefined,
  stage: undefined,
  fc: undefined,
  segment: undefined,
  warn: undefined,
  metric: undefined,
} as const

/** Nothing to list: because of the filters, or because there is nothing at all. */
export function NoDeals({ search, onSearch }: NoDealsProps) {
  const mayWrite = useMay('deals:write')
  const filtered = Object.keys(NO_FILTER).some((name) => search[name as keyof PipelineSearch] !== undefined)
  if (filtered)
    return (
      <Empty
        title="No deal fits these filters"
        action={
          <Button size="small" onClick={() => onSearch(NO_FILTER)}>
            Remove all filters
          </Button>
        }
      >
        Deals that you may not see are never listed.
      </Empty>
    )
  return (
    <Empty
      title="There are no open deals yet"
      action={
        mayWrite ? (
          <Button size="small" onClick={() => onSearch({ new: 'deal' }, 'push')}>
            New deal
          </Button>
        ) : null
      }
    >
      Deals come from an import of your CRM, or are created here.
    </Empty>
  )
}
