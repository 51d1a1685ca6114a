import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useId, useState } from 'react'
import type { DealFacts } from '../../../domain/opportunities/dossier.ts'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { FORECAST_LABELS } from '../../../domain/opportunities/stage.ts'
import { addDays, daysBetween } from '../../../domain/values/plain-date.ts'
import { api } from '../../app/api.ts'
import { dealRoute } from '../../app/routes.tsx'
import { Button } from '../../ui/button.tsx'
import { dateText } from '../../ui/date-text.ts'
import { moneyText } from '../../ui/money-text.ts'
import { Panel } from '../../ui/panel.tsx'
import { Failure, Skeleton } from '../../ui/state.tsx'
import { countText } from '../deal-words.ts'

interface AsOfPanelProps {
  deal: Opportunity
  /** The first day on which something was known. */
  from: string
  /** The day asked about, from the address; today if none. */
  asOf: string | undefined
  today: string
  users: ReadonlyMap<string, string>
}

/** Moving the slider asks once it rests. */
const REST_MS = 200

/** The deal as it was known at the start of a day, beside how it stands now. The day is in the address. */
export function AsOfPanel({ deal, from, asOf, today, users }: AsOfPanelProps) {
  const navigate = useNavigate()
  const id = useId()
  const last = Math.max(1, daysBetween(from, today))
  const asked = asOf !== undefined && asOf >= from && asOf <= today ? asOf : today
  const [day, setDay] = useState(asked)
  useEffect(() => setDay(asked), [asked])
  useEffect(() => {
    if (day === asked) return
    const timer = setTimeout(
      () =>
        void navigate({
          from: dealRoute.fullPath,
          search: (before) => ({ ...before, asOf: day === today ? undefined : day }),
          replace: true,
          resetScroll: false,
        }),
      REST_MS,
    )
    return () => clearTimeout(timer)
  }, [day, asked, today, navigate])
  const answer = useQuery({
    queryKey: ['opportunities', 'dossier', deal.id, asked],
    queryFn: () => api.opportunities.dossier({ id: deal.id, asOf: asked }),
    placeholderData: keepPreviousData,
  })
  return (
    <Panel
      title="As it was known"
      hint={`before ${dateText(day, today)} began`}
      actions={
        day === today ? null : (
          <Button size="small" onClick={() => setDay(today)}>
            Back to today
          </Button>
        )
      }
    >
      <div className="as-of">
        <label htmlFor={id} className="unseen">
          Day
        </label>
        <input
          id={id}
          type="range"
          min={0}
          max={last}
          step={1}
          value={daysBetween(from, day)}
          aria-valuetext={dateText(day, today)}
          onChange={(event) => setDay(addDays(from, Number(event.currentTarget.value)))}
        />
        <div className="as-of-ends label">
          <span>{dateText(from, today)}</span>
          <span>Today</span>
        </div>
        {answer.data ? <Stood dossier={answer.data} deal={deal} users={users} today={today} /> : null}
        {answer.isPending ? <Skeleton lines={[100, 80, 90]} label="Loading the deal of that day" /> : null}
        {answer.isLoadingError ? (
          <Failure title="Could not show the deal of that day" onRetry={() => void answer.refetch()}>
            {answer.error.message}
          </Failure>
        ) : null}
      </div>
    </Panel>
  )
}

type Dossier = Awaited<ReturnType<typeof api.opportunities.dossier>>

function Stood({
  dossier,
  deal,
  users,
  today,
}: {
  dossier: Dossier
  deal: Opportunity
  users: ReadonlyMap<string, string>
  today: string
}) {
  const facts = dossier.opportunity as DealFacts
  const date = (value: string | null | undefined) => (value ? dateText(value, today) : '–')
  const money = (value: DealFacts['amount']) => (value ? moneyText(value, 'exact') : '–')
  const rows: [string, string, string][] = [
    ['Stage', facts.stageName ?? '–', deal.stageName],
    ['Amount', money(facts.amount), money(deal.amount)],
    ['Close date', date(facts.expectedCloseOn), date(deal.expectedCloseOn)],
    ['Forecast', facts.forecastCategory ? FORECAST_LABELS[facts.forecastCategory] : '–', FORECAST_LABELS[deal.forecastCategory]],
    ['Owner', facts.ownerId ? (users.get(facts.ownerId) ?? 'Somebody') : '–', deal.owner?.name ?? '–'],
    ['Next step', facts.nextAction ?? '–', deal.nextAction ?? '–'],
  ]
  return (
    <>
      <table className="stood">
        <thead>
          <tr>
            <td />
            <th scope="col">Then</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, then, now]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className={then === now ? undefined : 'stood-other'}>{then}</td>
              <td className="label">{then === now ? 'the same' : now}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="label">
        {countText(dossier.people.length, 'person', 'people')} on the deal,{' '}
        {countText(dossier.activities.length, 'activity', 'activities')} recorded by then.
      </p>
    </>
  )
}
