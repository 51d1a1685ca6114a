import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { api } from '../../app/api.ts'
import { useMay } from '../../app/session.ts'
import { AiMark } from '../../ui/ai-mark.tsx'
import { Button } from '../../ui/button.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { dateText, withDates } from '../../ui/date-text.ts'
import { Definitions } from '../../ui/facts.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { InspectorSection } from '../../ui/inspector.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Status } from '../../ui/status.tsx'
import { TextAreaField, TextField } from '../../ui/text-field.tsx'
import { plansQuery, type EngagementPlan } from './people-queries.ts'
import type { PersonRow } from './people-rows.ts'
import { useUndoable } from './undoable.ts'

const CHANNEL_LABELS = { email: 'Mail', phone: 'Telephone', meeting: 'Meeting', message: 'Message' } as const

interface PersonPlanProps {
  deal: Opportunity
  row: PersonRow
  asOf: string | undefined
  today: string
}

/** What is to be reached with a person and how: the plan that somebody wrote, or the one that is proposed until then. Nobody locked has one. */
export function PersonPlan({ deal, row, asOf, today }: PersonPlanProps) {
  const mayWrite = useMay('deals:write') && asOf === undefined
  const [editing, setEditing] = useState<'open' | 'closed'>('closed')
  const [why, setWhy] = useState<'shown' | 'hidden'>('hidden')
  const plan = useQuery(plansQuery(deal.id, asOf)).data?.items.find(({ contact }) => row.records.includes(contact.id))
  if (!plan || plan.locked || plan.channels.length === 0) return null
  const proposed = plan.source === 'proposed'
  return (
    <InspectorSection title="Plan" hint={plan.position === null ? undefined : `${plan.position}. in the sequence`}>
      {plan.nextStep ? (
        <div className="plain-lines">
          {proposed ? (
            <span className="ai-text">
              <AiMark /> Suggested step
            </span>
          ) : null}
          <b className="name">{withDates(plan.nextStep, today)}</b>
          {plan.nextStepDueOn ? (
            <Status tone={plan.overdue ? 'risk' : 'info'}>Due {dateText(plan.nextStepDueOn, today)}</Status>
          ) : null}
        </div>
      ) : null}
      {why === 'shown' ? <p>{withDates(plan.because, today)}</p> : null}
      <Definitions
        facts={[
          ...(plan.goal ? [{ id: 'goal', label: 'Goal', value: withDates(plan.goal, today) }] : []),
          ...(plan.message ? [{ id: 'message', label: 'Message', value: plan.message }] : []),
          ...(plan.channel ? [{ id: 'channel', label: 'By', value: CHANNEL_LABELS[plan.channel] }] : []),
          ...(plan.cadenceDays ? [{ id: 'cadence', label: 'Every', value: `${plan.cadenceDays} days` }] : []),
        ]}
      />
      <p className="label">{plan.touches.sentence}</p>
      <div className="tie-actions">
        {mayWrite ? (
          <Button size="small" onClick={() => setEditing('open')}>
            {proposed ? 'Make a plan' : 'Edit plan'}
          </Button>
        ) : null}
        <Button
          size="small"
          look="ai"
          icon={<AiMark />}
          aria-expanded={why === 'shown'}
          onClick={() => setWhy(why === 'shown' ? 'hidden' : 'shown')}
        >
          Why
        </Button>
      </div>
      {editing === 'open' ? (
        <PlanDialog deal={deal} row={row} plan={plan} today={today} onClose={() => setEditing('closed')} />
      ) : null}
    </InspectorSection>
  )
}

function PlanDialog({
  deal,
  row,
  plan,
  today,
  onClose,
}: {
  deal: Opportunity
  row: PersonRow
  plan: EngagementPlan
  today: string
  onClose: () => void
}) {
  const undoable = useUndoable()
  const [goal, setGoal] = useState(plan.goal ?? '')
  const [message, setMessage] = useState(plan.message ?? '')
  const [channel, setChannel] = useState(plan.channel ?? plan.channels[0] ?? 'email')
  const [cadence, setCadence] = useState(String(plan.cadenceDays ?? 14))
  const [nextStep, setNextStep] = useState(plan.nextStep ?? '')
  const [due, setDue] = useState(plan.nextStepDueOn)
  const days = Number(cadence)
  const missing = !goal.trim()
    ? 'Write the goal'
    : Number.isInteger(days) && days >= 1 && days <= 365
      ? undefined
      : 'Days between contacts are 1 to 365'
  return (
    <FormDialog
      title={`Plan for ${row.name}`}
      onClose={onClose}
      submit="Save plan"
      busy="Being saved"
      missing={missing}
      onSubmit={async () => {
        const of = { deal: deal.id, contact: plan.contact.id }
        await undoable(
          `Plan for ${row.name} saved`,
          () =>
            api.champions.setPlan({
              ...of,
              goal: goal.trim(),
              message: message.trim(),
              channel,
              cadenceDays: days,
              nextStep: nextStep.trim(),
              nextStepDueOn: due,
            }),
          (): Promise<unknown> =>
            plan.source === 'entered' ? api.champions.setPlan(heldBy(of, plan)) : api.champions.clearPlan(of),
        )
        onClose()
      }}
    >
      <div className="form-wide">
        <TextField label="Goal" needed="required" value={goal} onChange={setGoal} maxLength={2000} />
      </div>
      <div className="form-wide">
        <TextAreaField label="Message" value={message} onChange={setMessage} />
      </div>
      <SelectField
        label="By"
        value={channel}
        options={plan.channels.map((one) => ({ value: one, label: CHANNEL_LABELS[one] }))}
        onChange={(given) => setChannel(plan.channels.find((one) => one === given) ?? channel)}
      />
      <TextField label="Every so many days" value={cadence} onChange={setCadence} maxLength={3} />
      <TextField label="Next step" value={nextStep} onChange={setNextStep} maxLength={2000} />
      <DateField label="Due" value={due} onChange={setDue} today={today} />
    </FormDialog>
  )
}

/** The plan as it was, to be saved again. */
function heldBy(of: { deal: string; contact: string }, plan: EngagementPlan): Parameters<typeof api.champions.setPlan>[0] {
  const { goal, message, channel, cadenceDays, nextStep, nextStepDueOn } = plan
  return {
    ...of,
    goal: goal ?? '',
    message: message ?? '',
    channel: channel ?? 'email',
    cadenceDays: cadenceDays ?? 14,
    nextStep: nextStep ?? '',
    nextStepDueOn,
  }
}
