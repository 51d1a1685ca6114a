import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { api } from '../../app/api.ts'
import { useMay } from '../../app/session.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Definitions } from '../../ui/facts.tsx'
import { Inspector, InspectorSection } from '../../ui/inspector.tsx'
import { ScoreBar } from '../../ui/score-bar.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Status } from '../../ui/status.tsx'
import { SwitchField } from '../../ui/tick-field.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { activityEntries } from '../activity/activity-entries.tsx'
import type { ThreadingPerson } from '../deal-queries.ts'
import { scoreTone } from './engagement-bar.tsx'
import type { PersonRow } from './people-rows.ts'
import type { PositionChanges } from './position-changes.ts'
import { ADVOCACY_LABELS, AUTHORITY_LABELS, INFLUENCE_LABELS, optionsOf } from './position-words.ts'
import { RolesField } from './roles-field.tsx'

interface PersonInspectorProps {
  deal: Opportunity
  row: PersonRow
  changes: PositionChanges
  onClose: () => void
}

/** A person on the deal: engagement with its four parts, whether the thread is alive and why, position, what happened last. */
export function PersonInspector({ deal, row, changes, onClose }: PersonInspectorProps) {
  const { position, thread } = row
  const { contact } = position
  const mayWrite = useMay('deals:write')
  const [problem, setProblem] = useState<string>()
  const failed = (reason: unknown) => setProblem(reason instanceof Error ? reason.message : 'Not saved')
  return (
    <Inspector
      title={contact.name}
      label={contact.name}
      subtitle={[contact.title, contact.department].filter(Boolean).join(', ') || undefined}
      before={<Avatar name={contact.name} size={34} />}
      width={352}
      onClose={onClose}
      footer={
        mayWrite ? (
          <Button size="small" onClick={() => void changes.remove(position).then(onClose, failed)}>
            Take off the deal
          </Button>
        ) : undefined
      }
    >
      {problem ? (
        <p className="risk-text inspector-section" role="alert">
          {problem}
        </p>
      ) : null}
      <InspectorSection>
        <RolesField position={position} changes={changes} all />
        <ContactLines row={row} />
      </InspectorSection>
      {thread ? <Engagement thread={thread} /> : null}
      <PositionFields row={row} changes={changes} may={mayWrite} onProblem={failed} />
      <Contacting row={row} changes={changes} onProblem={failed} />
      <Recent deal={deal} contact={contact.id} />
    </Inspector>
  )
}

function ContactLines({ row }: { row: PersonRow }) {
  const { contact } = row.position
  const lines = [
    ...(contact.mailbox ? [{ id: 'mail', label: 'Mail', value: contact.mailbox }] : []),
    ...(contact.phone ? [{ id: 'phone', label: 'Phone', value: contact.phone }] : []),
    ...(contact.account ? [{ id: 'account', label: 'Account', value: contact.account.name }] : []),
  ]
  return lines.length > 0 ? <Definitions facts={lines} /> : null
}

function Engagement({ thread }: { thread: ThreadingPerson }) {
  const { value, factors, note } = thread.engagement
  return (
    <InspectorSection
      title="Engagement"
      hint={value === null || note !== undefined ? note : <b className="value">{Math.round(value)}</b>}
    >
      <ul className="engagement-parts">
        {factors.map((factor) => (
          <li key={factor.name}>
            <span className="why-text">
              <span>{factor.name}</span>
              <span className="label">{factor.input}</span>
            </span>
            {factor.value === null ? (
              '–'
            ) : (
              <ScoreBar value={Math.round(factor.value)} tone={scoreTone(factor.value)} label={factor.name} width={64} />
            )}
            <span className="label">{factor.weight === undefined ? '' : `${Math.round(factor.weight * 100)}%`}</span>
          </li>
        ))}
      </ul>
      <p className="thread-why">
        <Status tone={thread.active ? 'good' : 'mute'}>{thread.active ? 'Active' : 'Dormant'}</Status>{' '}
        <span className="label">{thread.why}</span>
      </p>
    </InspectorSection>
  )
}

interface PartProps {
  row: PersonRow
  changes: PositionChanges
  onProblem: (reason: unknown) => void
}

function PositionFields({ row, changes, may, onProblem }: PartProps & { may: boolean }) {
  const { position } = row
  const { name } = position.contact
  if (!may)
    return (
      <InspectorSection title="Position">
        <Definitions
          facts={[
            {
              id: 'influence',
              label: 'Influence',
              value: position.influence ? INFLUENCE_LABELS[position.influence] : 'Not known',
            },
            {
              id: 'authority',
              label: 'Authority',
              value: position.authority ? AUTHORITY_LABELS[position.authority] : 'Not known',
            },
            { id: 'advocacy', label: 'Stance', value: position.advocacy ? ADVOCACY_LABELS[position.advocacy] : 'Not known' },
          ]}
        />
      </InspectorSection>
    )
  const put = (field: 'influence' | 'authority' | 'advocacy', what: string) => (given: string) => {
    changes.update(position, { [field]: given === '' ? null : given }, `${what} of ${name} changed`).catch(onProblem)
  }
  return (
    <InspectorSection title="Position">
      <div className="form-stack">
        <SelectField
          label="Influence"
          value={position.influence ?? ''}
          options={optionsOf(INFLUENCE_LABELS)}
          onChange={put('influence', 'Influence')}
        />
        <SelectField
          label="Authority"
          value={position.authority ?? ''}
          options={optionsOf(AUTHORITY_LABELS)}
          onChange={put('authority', 'Authority')}
        />
        <SelectField
          label="Stance"
          value={position.advocacy ?? ''}
          options={optionsOf(ADVOCACY_LABELS)}
          onChange={put('advocacy', 'Stance')}
        />
        <SwitchField
          label="Main contact"
          checked={position.isPrimary}
          onChange={(isPrimary) =>
            void changes
              .update(
                position,
                { isPrimary },
                isPrimary ? `${name} is the main contact` : `${name} is no longer the main contact`,
              )
              .catch(onProblem)
          }
        />
      </div>
    </InspectorSection>
  )
}

function Contacting({ row, changes, onProblem }: PartProps) {
  const { contact } = row.position
  const may = useMay('accounts:write')
  if (!may && !contact.doNotContact) return null
  return (
    <InspectorSection title="Contacting">
      {may ? (
        <SwitchField
          label="Do not contact"
          hint={contact.doNotContact ? (contact.doNotContactReason ?? 'No reason given') : 'Locks this person for everybody'}
          checked={contact.doNotContact}
          onChange={(doNotContact) =>
            void changes
              .contact(
                row.position,
                { doNotContact },
                doNotContact ? `${contact.name} is locked: do not contact` : `${contact.name} may be contacted again`,
              )
              .catch(onProblem)
          }
        />
      ) : (
        <Status tone="risk">Do not contact{contact.doNotContactReason ? `: ${contact.doNotContactReason}` : ''}</Status>
      )}
    </InspectorSection>
  )
}

function Recent({ deal, contact }: { deal: Opportunity; contact: string }) {
  const filter = { deal: deal.id, contact, limit: 5 }
  const answer = useQuery({
    queryKey: ['activities', 'list', filter],
    queryFn: () => api.activities.list(filter),
    enabled: useMay('activities:read'),
  })
  if (!answer.data || answer.data.items.length === 0) return null
  return (
    <InspectorSection title="Recent">
      <Timeline
        label="Recent activity"
        entries={activityEntries(answer.data.items).map(({ more: _more, detail: _detail, ...line }) => line)}
      />
    </InspectorSection>
  )
}
