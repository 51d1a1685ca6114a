import { useQuery } from '@tanstack/react-query'
import { api } from '../app/api.ts'
import { paths } from '../app/paths.ts'
import { chanceText } from '../deals/deal-words.ts'
import { questionOf, type ForecastSearch } from '../forecast/forecast-search.ts'
import { AiMark } from '../ui/ai-mark.tsx'
import { moneyText } from '../ui/money-text.ts'
import { Panel } from '../ui/panel.tsx'
import { Failure, Skeleton } from '../ui/state.tsx'

type Case = Awaited<ReturnType<typeof api.scenarios.cases>>['cases'][number]

const CASE_WORDS = { worst: 'Worst case', 'most likely': 'Most likely', best: 'Best case' } as const satisfies Record<
  Case['name'],
  string
>
/** Deals that are listed for each case. */
const LISTED = 5

/** Worst, most likely and best as percentiles of the total, with the deals that are won there more or less often than on average. */
export function CasesPanel({ search, today }: { search: ForecastSearch; today: string }) {
  const question = questionOf(search, today)
  const answer = useQuery({
    queryKey: ['scenarios', 'cases', question],
    queryFn: ({ signal }) => api.scenarios.cases(question, { signal }),
    staleTime: 60_000,
  })
  return (
    <Panel title="Worst, most likely, best" hint="percentiles of the total, never sums of the worst of each deal">
      {answer.data ? (
        <div className="cases">
          {answer.data.cases.map((one) => (
            <CaseColumn key={one.name} shown={one} />
          ))}
        </div>
      ) : answer.isError ? (
        <Failure title="Could not figure the cases" onRetry={() => void answer.refetch()}>
          {answer.error.message}
        </Failure>
      ) : (
        <Skeleton lines={[100, 80, 90, 70]} label="Figuring the cases" />
      )}
    </Panel>
  )
}

function CaseColumn({ shown }: { shown: Case }) {
  return (
    <section aria-label={CASE_WORDS[shown.name]}>
      <h3>
        {CASE_WORDS[shown.name]} <span className="label">p{Math.round(100 * shown.percentile)}</span>
      </h3>
      <p className="case-total ai-text">
        <AiMark /> {moneyText(shown.total)}
      </p>
      <ul>
        {shown.deals.slice(0, LISTED).map((deal) => (
          <li key={deal.id}>
            <a className="name cut" href={paths.deal(deal.id)}>
              {deal.name}
            </a>
            <span className="value">{moneyText(deal.difference, 'short', 'signed')}</span>
            <span className="label">
              won in {chanceText(deal.here)} of these paths, {chanceText(deal.chance)} of all
            </span>
          </li>
        ))}
        <li>
          <span>All other deals</span>
          <span className="value">{moneyText(rest(shown), 'short', 'signed')}</span>
        </li>
        <li>
          <span>Deals not yet created</span>
          <span className="value">{moneyText(shown.new, 'short', 'signed')}</span>
        </li>
      </ul>
    </section>
  )
}

function rest({ deals, others }: Case): Case['others'] {
  return { ...others, minor: deals.slice(LISTED).reduce((sum, { difference }) => sum + difference.minor, others.minor) }
}
