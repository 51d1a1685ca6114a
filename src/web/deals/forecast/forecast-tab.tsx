import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, type ReactNode } from 'react'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { isOpen } from '../../../domain/opportunities/stage.ts'
import { useMay } from '../../app/session.ts'
import { ChartPanel, LegendItem } from '../../charts/chart-panel.tsx'
import type { Palette } from '../../charts/palette.ts'
import { stepHistory } from '../../charts/step-history.ts'
import { AiMark } from '../../ui/ai-mark.tsx'
import { Button } from '../../ui/button.tsx'
import { dateRangeText, dateText } from '../../ui/date-text.ts'
import { Definitions } from '../../ui/facts.tsx'
import { moneyText } from '../../ui/money-text.ts'
import { PageColumns } from '../../ui/page-header.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Empty, Failure, NotEnoughData, Skeleton } from '../../ui/state.tsx'
import { Status } from '../../ui/status.tsx'
import { outlookQuery, type DealOutlook } from '../deal-queries.ts'
import { chanceText, countText } from '../deal-words.ts'
import { StepPanel } from '../history/history-charts.tsx'
import { AMOUNT_BASIS, daysOfText, slipText } from './close-words.ts'
import './deal-forecast.css'
import { EffectRows, effectsOf, referenceText } from './effects.tsx'
import { PointsDelta } from './points-delta.tsx'
import { SimilarDeals } from './similar-deals.tsx'
import { WhatWouldChange } from './what-would-change.tsx'

type Now = NonNullable<DealOutlook['now']>

interface ForecastTabProps {
  deal: Opportunity
  until: string
  today: string
  inspector: ReactNode
  onWhy: () => void
}

/** What is said of a deal's future, what it is made of, and how the chance, the amount and the close date moved. */
export function ForecastTab({ deal, until, today, inspector, onWhy }: ForecastTabProps) {
  const may = useMay('forecast:read')
  const answer = useQuery({ ...outlookQuery(deal.id, until), enabled: may })
  if (!may) return <Empty title="Not visible to you">Your account does not read forecasts.</Empty>
  if (answer.isError && !answer.data)
    return (
      <Failure title="Could not load the forecast of this deal" onRetry={() => void answer.refetch()}>
        {answer.error.message}
      </Failure>
    )
  if (!answer.data) return <Skeleton lines={[100, 100, 62, 62]} label="Loading the forecast of this deal" />
  const outlook = answer.data
  const { now } = outlook
  return (
    <PageColumns
      aside={
        inspector ?? (
          <div className="page-stack">
            {now ? <NowPanel outlook={outlook} now={now} today={today} onWhy={onWhy} /> : null}
            {now ? <ClosePanel now={now} today={today} /> : null}
            <ModelPanel outlook={outlook} />
          </div>
        )
      }
    >
      {now ? null : (
        <NotEnoughData title={isOpen(deal.stage) ? 'The model says nothing of this deal yet' : 'This deal is decided'}>
          {isOpen(deal.stage)
            ? 'It appears with the next forecast.'
            : 'A chance is given to open deals only. Below is how it went.'}
        </NotEnoughData>
      )}
      <CoursePanel outlook={outlook} today={today} />
      <Moves deal={deal} outlook={outlook} today={today} />
      {now ? (
        <div className="forecast-pair">
          <MadeOf deal={deal.id} now={now} />
          <div className="page-stack">
            <Panel title="What would change it" hint="chance to win at all">
              <WhatWouldChange now={now} />
            </Panel>
            <Panel title="Similar deals" hint="nearest in what the model looks at, of the same stage">
              <SimilarDeals similar={now.similar} chance={now.winChance} today={today} most={5} />
            </Panel>
          </div>
        </div>
      ) : null}
    </PageColumns>
  )
}

function NowPanel({ outlook, now, today, onWhy }: { outlook: DealOutlook; now: Now; today: string; onWhy: () => void }) {
  const { band, change, amount } = now
  return (
    <Panel
      title="Now"
      hint={change ? `change since ${dateText(change.since, today)}` : undefined}
      tone="ai"
      actions={
        <Button size="small" look="ai" icon={<AiMark />} onClick={onWhy}>
          Why
        </Button>
      }
    >
      <Definitions
        facts={[
          {
            id: 'by',
            label: `Win by ${dateText(outlook.until, today)}`,
            value: (
              <>
                {change ? <PointsDelta change={change.winBy} /> : null} {chanceText(now.winBy)}
              </>
            ),
            origin: 'ai',
          },
          {
            id: 'ever',
            label: 'Win at all',
            value: (
              <>
                {change ? <PointsDelta change={change.winChance} /> : null} {chanceText(now.winChance)}
              </>
            ),
            origin: 'ai',
          },
          {
            id: 'band',
            label: 'Known within, 4 times in 5',
            value: band ? `${chanceText(band.low)} – ${chanceText(band.high)}` : 'Not available',
            origin: 'ai',
          },
          { id: 'loss', label: 'Lose', value: chanceText(now.lossChance), origin: 'ai' },
          {
            id: 'amount',
            label: 'Amount if won',
            value: amount ? `${moneyText(amount)}, ${AMOUNT_BASIS[now.amountBasis] ?? now.amountBasis}` : 'None',
            origin: 'ai',
          },
        ]}
      />
    </Panel>
  )
}

function ClosePanel({ now, today }: { now: Now; today: string }) {
  const { closeDate, slip } = now
  return (
    <Panel title="When it closes" hint="if it is won">
      {closeDate ? (
        <Definitions
          facts={[
            {
              id: 'window',
              label: 'Most likely',
              value: dateRangeText(closeDate.window.from, closeDate.window.to, today),
              origin: 'ai',
            },
            { id: 'half', label: 'Half of the chance', value: daysOfText(closeDate.half, today), origin: 'ai' },
            { id: 'most', label: '80% of the chance', value: daysOfText(closeDate.most, today), origin: 'ai' },
          ]}
        />
      ) : (
        <p className="label">Hardly to be won, so no date can be told.</p>
      )}
      {closeDate ? (
        <div className="certain">
          <Status tone={closeDate.certain ? 'good' : 'mute'} look="chip">
            {closeDate.certain ? 'Certain enough' : 'Not certain enough'}
          </Status>
          <p className="label">
            {closeDate.certain ? '80% of the chance or more lies' : 'Less than 80% of the chance lies'} within 14 days of the best
            date. Dates with that much hold nearly nine times in ten.
          </p>
        </div>
      ) : null}
      {slip ? (
        <p className="label">{slipText(slip, today)}</p>
      ) : (
        <p className="label">No close date is entered, so nothing can slip.</p>
      )}
    </Panel>
  )
}

function ModelPanel({ outlook }: { outlook: DealOutlook }) {
  const { model, basis } = outlook
  return (
    <Panel title="What it rests on">
      <p className="label">
        {basis}. {model.state.replace(/^./, (first) => first.toUpperCase())}. Model {model.version}.
      </p>
    </Panel>
  )
}

function MadeOf({ deal, now }: { deal: string; now: Now }) {
  const { reference, effects } = effectsOf(now)
  const typical = referenceText(now.reference)
  return (
    <Panel title="What it is made of" hint="points of the chance to win at all">
      <p className="why-reference">
        <span>
          {typical.name} <span className="label">{typical.words}</span>
        </span>
        <span className="value">{reference}</span>
      </p>
      <EffectRows effects={effects} deal={deal} />
      <p className="why-reference why-total">
        <span className="name">This deal</span>
        <span className="value ai-text">{Math.round(100 * now.winChance)}</span>
      </p>
    </Panel>
  )
}

const percent = (points: number): string => `${Math.round(points)}%`

function CoursePanel({ outlook, today }: { outlook: DealOutlook; today: string }) {
  const { course, until, now, asOf } = outlook
  const lines = useMemo(() => {
    const points = [...course, ...(now ? [{ at: asOf, winChance: now.winChance, winBy: now.winBy }] : [])]
    return [
      { name: 'Win at all', origin: 'ai' as const, points: points.map(({ at, winChance }) => ({ at, value: 100 * winChance })) },
      {
        name: `Win by ${dateText(until, today)}`,
        origin: 'ai' as const,
        points: points.map(({ at, winBy }) => ({ at, value: 100 * winBy })),
      },
    ]
  }, [course, now, asOf, until, today])
  const formatDate = useCallback((date: string) => dateText(date, today), [today])
  const build = useCallback(
    (palette: Palette) => stepHistory({ lines, until: asOf, format: percent, formatDate, axis: 'percent' }, palette),
    [lines, asOf, formatDate],
  )
  const first = course[0]
  const last = now ?? course.at(-1)
  if (!first)
    return (
      <Panel title="Win chance over time">
        <Empty title="No week behind it yet">The chance is read each Monday; the first one is still ahead.</Empty>
      </Panel>
    )
  return (
    <ChartPanel
      title="Win chance over time"
      hint="each Monday from what was known of it then, as the model of today reads it"
      finding={`The chance to win at all went from ${chanceText(first.winChance)} on ${dateText(first.at, today)} to ${last ? chanceText(last.winChance) : '–'} over ${countText(course.length, 'week')}`}
      height={210}
      legend={
        <>
          <LegendItem sample="dashed" color="var(--ai-mark)">
            Win at all
          </LegendItem>
          <LegendItem sample="target" color="var(--ai-mark)">
            {`By ${dateText(until, today)}`}
          </LegendItem>
        </>
      }
      build={build}
      table={{
        columns: ['Monday', 'Win at all', `Win by ${dateText(until, today)}`],
        rows: course.map(({ at, winChance, winBy }) => [dateText(at, today), chanceText(winChance), chanceText(winBy)]),
      }}
    />
  )
}

/** Amount and close date as people entered them, below the chance that the model read with them. */
function Moves({ deal, outlook, today }: { deal: Opportunity; outlook: DealOutlook; today: string }) {
  const currency = outlook.amounts.findLast(({ amount }) => amount !== null)?.amount?.currency ?? deal.amount?.currency ?? 'USD'
  const until = isOpen(deal.stage) ? today : (deal.actualCloseOn ?? today)
  const lines = useMemo(
    () => ({
      amount: {
        name: 'Amount',
        points: outlook.amounts.flatMap(({ at, amount }) => (amount ? [{ at, value: amount.minor }] : [])),
      },
      close: {
        name: 'Close date',
        points: outlook.closeDates.flatMap(({ at, date }) => (date ? [{ at, value: Date.parse(date) }] : [])),
      },
    }),
    [outlook],
  )
  const amount = useCallback((minor: number) => moneyText({ minor, currency }, 'tick'), [currency])
  const close = useCallback((ms: number) => dateText(new Date(ms).toISOString(), today), [today])
  return (
    <div className="history-charts">
      <StepPanel title="Amount" line={lines.amount} format={amount} axis="zero" until={until} today={today} />
      <StepPanel
        title="Close date"
        line={lines.close}
        format={close}
        axis="fit"
        until={until}
        today={today}
        hint="Axis fits the dates"
      />
    </div>
  )
}
