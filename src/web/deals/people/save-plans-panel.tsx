import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { useMay } from '../../app/session.ts'
import { Button } from '../../ui/button.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { dateText, withDates } from '../../ui/date-text.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ComboField } from '../../ui/select-field.tsx'
import { Failure } from '../../ui/state.tsx'
import { Status } from '../../ui/status.tsx'
import { usersQuery } from '../company-queries.ts'
import { savePlansQuery, type SavePlan, type SaveStep } from './people-queries.ts'
import { useSavePlanChanges, type SavePlanChanges } from './save-plan-changes.ts'
import { Refusal, useAttempt } from './use-attempt.tsx'

interface SavePlansPanelProps {
  deal: Opportunity
  asOf: string | undefined
  today: string
  onOpen: (person: string) => void
}

/** What is to be done now that a champion has left: steps with owner and date, to tick off; those that are closed below. */
export function SavePlansPanel({ deal, asOf, today, onOpen }: SavePlansPanelProps) {
  const answer = useQuery(savePlansQuery(deal.id, asOf))
  const mayWrite = useMay('deals:write') && asOf === undefined
  const changes = useSavePlanChanges(deal.id)
  if (answer.isError && !answer.data)
    return (
      <Failure title="Could not load the save plans" onRetry={() => void answer.refetch()}>
        {answer.error.message}
      </Failure>
    )
  const plans = answer.data?.items ?? []
  const closed = plans.filter(({ state }) => state !== 'open')
  return (
    <>
      {plans
        .filter(({ state }) => state === 'open')
        .map((plan) => (
          <OpenPlan key={plan.id} plan={plan} changes={changes} mayWrite={mayWrite} today={today} onOpen={onOpen} />
        ))}
      {closed.length > 0 ? <ClosedPlans plans={closed} changes={changes} mayWrite={mayWrite} today={today} /> : null}
    </>
  )
}

/** As many open steps as stand there before the others are asked for. */
const NEXT = 3

interface PlanProps {
  changes: SavePlanChanges
  mayWrite: boolean
  today: string
}

function OpenPlan({ plan, changes, mayWrite, today, onOpen }: PlanProps & { plan: SavePlan; onOpen: (person: string) => void }) {
  const { contact, steps, certainty } = plan
  const { problem, attempt } = useAttempt()
  const [editing, setEditing] = useState<SaveStep>()
  const open = steps.filter(({ doneAt }) => doneAt === null)
  const done = steps.length - open.length
  const [all, setAll] = useState<'shown' | 'hidden'>('hidden')
  const shown = all === 'shown' ? steps : open.slice(0, NEXT)
  return (
    <Panel
      title={`Save plan: ${contact.name} has left`}
      hint={`${done} of ${steps.length} steps done`}
      rule="line"
      padding="flush"
      actions={
        <>
          <Button
            size="small"
            look="quiet"
            aria-expanded={all === 'shown'}
            onClick={() => setAll(all === 'shown' ? 'hidden' : 'shown')}
          >
            {all === 'shown' ? 'Next steps only' : `All ${steps.length} steps`}
          </Button>
          {mayWrite ? (
            <>
              <Button
                size="small"
                look="quiet"
                onClick={() => attempt(changes.state(plan, 'false-alarm', `${contact.name} is still there`))}
              >
                False alarm
              </Button>
              <Button size="small" onClick={() => attempt(changes.state(plan, 'done', `Save plan for ${contact.name} closed`))}>
                Close plan
              </Button>
            </>
          ) : null}
        </>
      }
    >
      <div className="save-because">
        <Status tone="risk">{withDates(plan.because, today)}</Status>
        <span className="label">
          First sign {dateText(plan.firstSignAt, today)}
          {certainty < 1 ? `, ${Math.round(certainty * 100)}% sure` : ''}
        </span>
      </div>
      <ol className="save-steps" aria-label={`Steps of the save plan for ${contact.name}`}>
        {shown.map((step) => (
          <li key={step.key}>
            <label className="tick">
              <input
                type="checkbox"
                aria-label={step.title}
                checked={step.doneAt !== null}
                disabled={!mayWrite}
                onChange={(event) =>
                  attempt(
                    changes.step(
                      plan,
                      step,
                      { done: event.currentTarget.checked },
                      event.currentTarget.checked ? `Done: ${step.title}` : `Open again: ${step.title}`,
                    ),
                  )
                }
              />
            </label>
            <span className="why-text">
              <span className={step.doneAt === null ? 'name' : undefined}>{step.title}</span>
              <span className="label">{withDates(step.because, today)}</span>
            </span>
            <span className="save-who">
              {step.person ? (
                <Button size="small" look="quiet" onClick={() => onOpen(step.person?.id ?? '')}>
                  {step.person.name}
                </Button>
              ) : null}
              <span className="label">{step.owner?.name ?? 'Nobody'}</span>
              <StepDay step={step} today={today} />
              {mayWrite ? (
                <Button size="small" onClick={() => setEditing(step)}>
                  Change<span className="unseen"> who and when: {step.title}</span>
                </Button>
              ) : null}
            </span>
          </li>
        ))}
      </ol>
      <Refusal problem={problem} />
      {editing ? (
        <StepDialog plan={plan} step={editing} changes={changes} today={today} onClose={() => setEditing(undefined)} />
      ) : null}
    </Panel>
  )
}

function StepDay({ step, today }: { step: SaveStep; today: string }) {
  if (step.doneAt !== null) return <Status tone="good">Done {dateText(step.doneAt, today)}</Status>
  return <Status tone={step.overdue ? 'risk' : 'info'}>Due {dateText(step.dueOn, today)}</Status>
}

function StepDialog({
  plan,
  step,
  changes,
  today,
  onClose,
}: Omit<PlanProps, 'mayWrite'> & { plan: SavePlan; step: SaveStep; onClose: () => void }) {
  const users = useQuery(usersQuery).data?.items ?? []
  const [owner, setOwner] = useState(step.owner?.id ?? null)
  const [due, setDue] = useState<string | null>(step.dueOn)
  return (
    <FormDialog
      title={step.title}
      onClose={onClose}
      submit="Save step"
      busy="Being saved"
      missing={due === null ? 'Give the day by which it is due' : undefined}
      onSubmit={async () => {
        if (due === null) return
        const change = {
          ...(owner === (step.owner?.id ?? null) ? {} : { ownerId: owner }),
          ...(due === step.dueOn ? {} : { dueOn: due }),
        }
        if (Object.keys(change).length > 0)
          await changes.step(
            plan,
            step,
            change,
            `${step.title}: ${users.find(({ id }) => id === owner)?.name ?? 'nobody'}, due ${dateText(due, today)}`,
          )
        onClose()
      }}
    >
      <ComboField
        label="Who does it"
        value={owner}
        onChange={setOwner}
        options={users.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name }))}
      />
      <DateField label="Due" needed="required" value={due} onChange={setDue} today={today} />
    </FormDialog>
  )
}

const ENDS = { done: 'Closed', 'false-alarm': 'False alarm' } as const

function ClosedPlans({ plans, changes, mayWrite, today }: PlanProps & { plans: readonly SavePlan[] }) {
  const { problem, attempt } = useAttempt()
  return (
    <Panel title="Earlier save plans" padding="flush">
      <ul className="missing-seats">
        {plans.map((plan) => (
          <li key={plan.id}>
            <Status tone="mute">{plan.state === 'open' ? 'Open' : ENDS[plan.state]}</Status>
            <span className="label">
              {plan.contact.name}, {plan.closedAt ? dateText(plan.closedAt, today) : ''}
              {plan.note ? `: ${plan.note}` : ''}
            </span>
            {mayWrite ? (
              <Button
                size="small"
                onClick={() => attempt(changes.state(plan, 'open', `Save plan for ${plan.contact.name} open again`))}
              >
                Open again<span className="unseen">: the plan for {plan.contact.name}</span>
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <Refusal problem={problem} />
    </Panel>
  )
}
