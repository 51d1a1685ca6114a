import { useQuery } from '@tanstack/react-query'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { useMay } from '../../app/session.ts'
import { Button } from '../../ui/button.tsx'
import { dateText, withDates } from '../../ui/date-text.ts'
import { InspectorSection } from '../../ui/inspector.tsx'
import { Status } from '../../ui/status.tsx'
import { openPlanOf, savePlansQuery } from './people-queries.ts'
import type { PersonRow } from './people-rows.ts'
import { useSavePlanChanges } from './save-plan-changes.ts'
import { Refusal, useAttempt } from './use-attempt.tsx'

interface PersonSavePlanProps {
  deal: Opportunity
  row: PersonRow
  asOf: string | undefined
  today: string
}

/** Somebody who left, and how far the plan is that keeps the deal. */
export function PersonSavePlan({ deal, row, asOf, today }: PersonSavePlanProps) {
  const answer = useQuery(savePlansQuery(deal.id, asOf))
  const mayWrite = useMay('deals:write') && asOf === undefined
  const changes = useSavePlanChanges(deal.id)
  const { problem, attempt } = useAttempt()
  const plan = openPlanOf(row, answer.data)
  if (!plan) return null
  const next = plan.steps.find(({ doneAt }) => doneAt === null)
  const done = plan.steps.filter(({ doneAt }) => doneAt !== null).length
  return (
    <InspectorSection title="Save plan" hint={`${done} of ${plan.steps.length}`}>
      <p>{withDates(plan.because, today)}</p>
      {next ? (
        <div className="plain-lines">
          <b className="name">{next.title}</b>
          <span>
            <Status tone={next.overdue ? 'risk' : 'info'}>Due {dateText(next.dueOn, today)}</Status>{' '}
            <span className="label">{next.owner?.name ?? 'Nobody'}</span>
          </span>
        </div>
      ) : (
        <p className="label">Every step is done</p>
      )}
      {mayWrite ? (
        <div className="tie-actions">
          {next ? (
            <Button size="small" onClick={() => attempt(changes.step(plan, next, { done: true }, `Done: ${next.title}`))}>
              Done<span className="unseen">: {next.title}</span>
            </Button>
          ) : (
            <Button size="small" onClick={() => attempt(changes.state(plan, 'done', `Save plan for ${row.name} closed`))}>
              Close plan
            </Button>
          )}
          <Button
            size="small"
            look="quiet"
            onClick={() => attempt(changes.state(plan, 'false-alarm', `${row.name} is still there`))}
          >
            False alarm
          </Button>
        </div>
      ) : null}
      <Refusal problem={problem} />
    </InspectorSection>
  )
}
