import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { paths } from '../app/paths.ts'
import { countText } from '../deals/deal-words.ts'
import { dateText } from '../ui/date-text.ts'
import { moneyText } from '../ui/money-text.ts'
import { Panel } from '../ui/panel.tsx'
import { Failure } from '../ui/state.tsx'
import { ShowMore } from '../ui/show-more.tsx'
import { questionOf, type ForecastSearch } from './forecast-search.ts'

type Answer = Awaited<ReturnType<typeof api.forecasting.renewals>>

/** Shown at first, so that a long list does not push the rest away. */
const FIRST = 6

/** Contracts that end in the period and that no renewal deal carries on; nothing where there are none. */
export function RenewalsPanel({ search, today }: { search: ForecastSearch; today: string }) {
  const { part: _, ...question } = { part: undefined, ...questionOf(search, today) }
  const answer = useQuery({
    queryKey: ['renewals', question],
    queryFn: ({ signal }) => api.forecasting.renewals(question, { signal }),
    staleTime: 60_000,
  })
  const [shown, setShown] = useState(FIRST)
  if (answer.isLoadingError)
    return (
      <Panel title="Contracts that end">
        <Failure title="Could not read the contracts" onRetry={() => void answer.refetch()}>
          {answer.error.message}
        </Failure>
      </Panel>
    )
  if (!answer.data || answer.data.contracts.length === 0) return null
  const { contracts, past, note, asOf } = answer.data
  return (
    <Panel title="Contracts that end" hint={`${contracts.length.toLocaleString('en')} without a renewal deal`}>
      <table className="parts ending">
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">Value</th>
            <th scope="col">Ends</th>
          </tr>
        </thead>
        <tbody>
          {contracts.slice(0, shown).map(({ account, number, endsOn, value }) => (
            <tr key={`${account.id} ${number} ${endsOn}`}>
              <th scope="row">
                <a className="name" href={paths.account(account.id)}>
                  {account.name}
                </a>
              </th>
              <td>{value === null ? '–' : moneyText(value)}</td>
              <td>{dateText(endsOn, asOf)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ShowMore shown={shown} total={contracts.length} page={contracts.length} onShow={setShown} />
      <p className="label parts-note">
        {pastText(past)} {note}
      </p>
    </Panel>
  )
}

/** "Of 24 contracts that ended in two years, 18 had a renewal won within a quarter of the end (80% range 63 – 85%)." */
function pastText(past: Answer['past']): string {
  if (past === null) return 'Whether earlier ones were renewed is not known: none has ended, or no deal is called a renewal.'
  const percent = (share: number) => Math.round(100 * share)
  return `Of ${countText(past.ended, 'contract')} that ended in two years, ${past.renewed.toLocaleString('en')} had a renewal won within a quarter of the end (80% range ${percent(past.low)} – ${percent(past.high)}%).`
}
