import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { Failure, Skeleton } from '../ui/state.tsx'
import { PipelineFilters } from './filter-row.tsx'
import { NoDeals } from './no-deals.tsx'
import { PipelineBoard } from './pipeline-board.tsx'
import type { ViewProps } from './table-view.tsx'

/** How many cards a column of the board shows at first, and adds on request. */
const CARDS = 50

/** The deals as a board, with what narrows it. */
export function BoardView({ filter, search, source, onSearch }: ViewProps) {
  const [perColumn, setPerColumn] = useState(CARDS)
  const [problem, setProblem] = useState<string>()
  const asked = { ...filter, perColumn }
  const answer = useQuery({
    queryKey: ['opportunities', 'board', asked],
    queryFn: ({ signal }) => api.opportunities.board(asked, { signal }),
    placeholderData: keepPreviousData,
  })
  const empty = answer.data?.columns.every((column) => column.sum.count === 0) ?? false
  return (
    <>
      <PipelineFilters search={search} onSearch={onSearch} />
      {problem ? (
        <p className="risk-text" role="alert">
          {problem}
        </p>
      ) : null}
      {answer.data && !empty ? (
        <PipelineBoard
          board={answer.data}
          source={source}
          perColumn={CARDS}
          onMore={() => setPerColumn((now) => Math.min(500, now + CARDS))}
          onMoved={setProblem}
        />
      ) : answer.data ? (
        <NoDeals search={search} onSearch={onSearch} />
      ) : answer.isError ? (
        <Failure title="Could not load the board" onRetry={() => void answer.refetch()}>
          {answer.error.message}
        </Failure>
      ) : (
        <Skeleton lines={[100, 100, 100, 100, 100, 100]} label="Loading the board" />
      )}
    </>
  )
}
