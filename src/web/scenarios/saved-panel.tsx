import { useQuery, useQueryClient } from '@tanstack/react-query'
import { IconTrash } from '@tabler/icons-react'
import { api } from '../app/api.ts'
import { paths } from '../app/paths.ts'
import { useUndo } from '../app/undo.tsx'
import { paramOf, type ForecastSearch, type OnSearch } from '../forecast/forecast-search.ts'
import { periodLabel } from '../forecast/forecast-words.ts'
import { IconButton } from '../ui/button.tsx'
import { dateText } from '../ui/date-text.ts'
import { moneyText } from '../ui/money-text.ts'
import { Panel } from '../ui/panel.tsx'
import { Empty, Failure, Skeleton } from '../ui/state.tsx'
import { leversText } from './lever-words.ts'
import type { Saved } from './levers-param.ts'

/** As many as can be told apart beside each other. */
const MOST_COMPARED = 4

interface SavedPanelProps {
  search: ForecastSearch
  today: string
  onSearch: OnSearch
}

/** Scenarios that were saved: one's own and those shared by others. Ticked ones are compared. */
export function SavedPanel({ search, today, onSearch }: SavedPanelProps) {
  const queries = useQueryClient()
  const undo = useUndo()
  const answer = useQuery({ queryKey: ['scenarios', 'list'], queryFn: ({ signal }) => api.scenarios.list({}, { signal }) })
  const refresh = () => queries.invalidateQueries({ queryKey: ['scenarios'] })
  const compared = search.compare ?? []
  const remove = async ({ id, name }: Saved) => {
    // Out of the page first: what is shown is asked for again with every change, and this one could not be answered.
    onSearch({
      compare: compared.filter((one) => one !== id),
      ...(search.scenario === id ? { scenario: undefined, levers: undefined } : {}),
    })
    await queries.cancelQueries({ queryKey: ['scenarios', 'get', id] })
    await api.scenarios.remove({ id })
    await queries.invalidateQueries({ queryKey: ['scenarios'], predicate: ({ queryKey }) => queryKey[2] !== id })
    undo({
      text: `Scenario ${name} deleted`,
      undo: async () => {
        await api.scenarios.restore({ id })
        await refresh()
      },
    })
  }
  const items = answer.data?.items
  return (
    <Panel
      title="Saved scenarios"
      hint={items && items.length > 1 ? 'tick two to four to compare them' : undefined}
      padding="flush"
    >
      {items === undefined ? (
        answer.isError ? (
          <Failure title="Could not load the scenarios" onRetry={() => void answer.refetch()}>
            {answer.error.message}
          </Failure>
        ) : (
          <Skeleton lines={[100, 80]} label="Loading the scenarios" />
        )
      ) : items.length === 0 ? (
        <Empty title="No scenario is saved">Pull a lever and save it under a name; the forecast stays as it is.</Empty>
      ) : (
        <table className="plain-table saved-scenarios">
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">Compare</span>
              </th>
              <th scope="col">Scenario</th>
              <th scope="col">Period</th>
              <th scope="col" className="number">
                p50 when saved
              </th>
              <th scope="col">
                <span className="unseen">Delete</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={one.id} aria-current={one.id === search.scenario ? 'true' : undefined}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={`Compare ${one.name}`}
                    checked={compared.includes(one.id)}
                    disabled={!compared.includes(one.id) && compared.length >= MOST_COMPARED}
                    onChange={(event) =>
                      onSearch({
                        compare: event.currentTarget.checked ? [...compared, one.id] : compared.filter((id) => id !== one.id),
                      })
                    }
                  />
                </td>
                <th scope="row">
                  <a className="name" href={hrefOf(one)}>
                    {one.name}
                  </a>
                  <span className="label">
                    {one.mine ? (one.shared === 'nobody' ? 'Yours' : 'Yours, shared') : one.author.name},{' '}
                    {one.team?.name ?? one.owner?.name ?? 'everyone'}: {leversText(one.levers)}
                  </span>
                </th>
                <td>{periodLabel(one.period)}</td>
                <td className="number">
                  {moneyText(one.said.scenario.p50)}
                  <span className="label">{dateText(one.said.asOf, today)}</span>
                </td>
                <td>
                  {one.mine ? (
                    <IconButton label={`Delete ${one.name}`} size="small" onClick={() => void remove(one)}>
                      <IconTrash size={14} stroke={1.6} />
                    </IconButton>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}

/** Where a scenario opens: its own period and part, so that its levers are on the forecast that they were made for. */
function hrefOf({ id, period, team, owner }: Saved): string {
  const node = team ? paramOf(`team:${team.id}`) : owner ? paramOf(`person:${owner.id}`) : undefined
  return paths.forecast({ scenario: id, period, node }, 'scenarios')
}
