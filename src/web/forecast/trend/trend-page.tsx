import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { api } from '../../app/api.ts'
import { paths } from '../../app/paths.ts'
import { ChartPanel, LegendItem } from '../../charts/chart-panel.tsx'
import type { Palette } from '../../charts/palette.ts'
import { trendChart, trendTop, type Trend as TrendOption } from '../../charts/trend-chart.ts'
import { dateText } from '../../ui/date-text.ts'
import { moneyText } from '../../ui/money-text.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { Failure, Skeleton } from '../../ui/state.tsx'
import { questionOf, type ForecastSearch, type Trend } from '../forecast-search.ts'
import { ForecastShell, type Shown } from '../forecast-shell.tsx'
import { periodLabel } from '../forecast-words.ts'
import { missText, trendOf, type TrendSide } from './trend-points.ts'

/** How often a trend is asked for again while its weeks are computed. */
const ASK_AGAIN_MS = 2_000

/** The forecast of the period as it was made in each of its weeks, and the period before beside it. */
export function TrendPage() {
  return <ForecastShell view="trend">{(shown) => <TrendShown {...shown} />}</ForecastShell>
}

function TrendShown({ search, today }: Shown) {
  const question = { ...questionOf(search, today), answer: 'at once' as const }
  const answer = useQuery({
    queryKey: ['forecasting', 'trend', question],
    queryFn: ({ signal }) => api.forecasting.trend(question, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    refetchInterval: ({ state }) => (state.data && state.data.progress.done < state.data.progress.of ? ASK_AGAIN_MS : false),
  })
  if (answer.isError && !answer.data)
    return (
      <Failure title="Could not compute the trend" onRetry={() => void answer.refetch()}>
        {answer.error.message}
      </Failure>
    )
  if (!answer.data) return <Skeleton lines={[100, 100, 100, 100]} label="Computing the trend" />
  return <Weeks trend={answer.data} search={search} />
}

function Weeks({ trend, search }: { trend: Trend; search: ForecastSearch }) {
  const { progress } = trend
  const now = useMemo(() => trendOf(trend, 'now'), [trend])
  const before = useMemo(() => trendOf(trend, 'before'), [trend])
  const top = Math.max(trendTop(now.chart), trendTop(before.chart))
  return (
    <>
      {progress.done < progress.of ? (
        <p className="trend-progress" role="status">
          <ProgressBar value={progress.done / progress.of} label="Weeks computed" width={160} />
          <span className="label">
            {progress.done} of {progress.of} weeks computed. Each is forecast from what was known then; the others follow.
          </span>
        </p>
      ) : null}
      <div className="trend-pair">
        <Side
          side={now}
          title={periodLabel(trend.period.name)}
          top={top}
          asOf={trend.asOf}
          hint="as forecast at the start of each week"
          search={{ node: search.node, group: search.group, period: trend.period.name }}
        />
        <Side
          side={before}
          title={periodLabel(trend.previous.period.name)}
          top={top}
          asOf={trend.asOf}
          hint={missText(trend) ?? 'the period before, as it was forecast'}
          search={{ node: search.node, group: search.group, period: trend.previous.period.name }}
        />
      </div>
    </>
  )
}

interface SideProps {
  side: TrendSide
  title: string
  hint: string
  top: number
  asOf: string
  /** The period, and what the page is narrowed to: a week opens the forecast as it was then. */
  search: ForecastSearch
}

function Side({ side, title, hint, top, asOf, search: { period, node, group } }: SideProps) {
  const navigate = useNavigate()
  const hrefs = useMemo(
    () => side.weeks.map((week) => paths.forecast({ period, node, group, ...(week.asOf < asOf ? { asOf: week.asOf } : {}) })),
    [side.weeks, period, node, group, asOf],
  )
  const chart = useMemo<TrendOption>(() => ({ ...side.chart, top }), [side.chart, top])
  const build = useCallback((palette: Palette) => trendChart(chart, palette), [chart])
  return (
    <ChartPanel
      title={title}
      hint={hint}
      finding={side.finding}
      height={260}
      legend={
        <>
          <LegendItem sample="dashed" color="var(--ai-mark)">
            AI p50
          </LegendItem>
          <LegendItem sample="band" color="var(--ai-line)">
            p10 – p90
          </LegendItem>
          <LegendItem sample="step" color="var(--commit)">
            Commit
          </LegendItem>
          <LegendItem sample="line" color="var(--closed)">
            Closed
          </LegendItem>
        </>
      }
      build={build}
      onMark={(index) => void (hrefs[index] && navigate({ href: hrefs[index] }))}
      table={{
        hrefs,
        columns: ['Week', 'As of', 'Closed', 'Commit', 'p10', 'p50', 'p90'],
        rows: side.weeks.map(({ week, asOf: day, figures }) => [
          week,
          dateText(day, asOf),
          ...(figures
            ? [figures.closed, figures.commit, figures.p10, figures.p50, figures.p90].map((amount) => moneyText(amount))
            : ['–', '–', '–', '–', '–']),
        ]),
      }}
    />
  )
}
