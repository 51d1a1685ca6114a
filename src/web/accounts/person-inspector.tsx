import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CHANNELS, type Channel, type Contact } from '../../domain/accounts/contact.ts'
import { api } from '../app/api.ts'
import { useMay } from '../app/session.ts'
import { activityEntries } from '../deals/activity/activity-entries.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Definitions } from '../ui/facts.tsx'
import { InlineEdit } from '../ui/inline-edit.tsx'
import { Inspector, InspectorSection } from '../ui/inspector.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { Status } from '../ui/status.tsx'
import { CheckField, SwitchField } from '../ui/tick-field.tsx'
import { Timeline } from '../ui/timeline.tsx'
import { SamePersonSection } from './identity/same-person-section.tsx'
import { useAccountChanges } from './account-changes.ts'
import { CHANNEL_LABELS, positionText, type ContactEdit } from './account-words.ts'

type TextField = 'title' | 'department' | 'mailbox' | 'phone'
const TEXT_FIELDS = { title: 'Title', department: 'Department', mailbox: 'Mail', phone: 'Phone' } as const satisfies Record<
  TextField,
  string
>

/** A person at a customer: how to reach them, how they want to be reached, and whether they may be. */
export function PersonInspector({ person, onClose }: { person: Contact; onClose: () => void }) {
  const changes = useAccountChanges()
  const mayWrite = useMay('accounts:write')
  const [problem, setProblem] = useState<string>()
  const change = (edit: ContactEdit, text: string) => {
    setProblem(undefined)
    changes
      .person(person, edit, text)
      .catch((reason: unknown) => setProblem(reason instanceof Error ? reason.message : 'Not saved'))
  }
  return (
    <Inspector
      title={person.name}
      label={person.name}
      subtitle={positionText(person) || undefined}
      before={<Avatar name={person.name} size={34} />}
      width={352}
      onClose={onClose}
    >
      {problem ? (
        <p className="risk-text inspector-section" role="alert">
          {problem}
        </p>
      ) : null}
      <InspectorSection>
        <Definitions
          facts={(Object.keys(TEXT_FIELDS) as TextField[]).map((field) => ({
            id: field,
            label: TEXT_FIELDS[field],
            value: mayWrite ? (
              <InlineEdit
                label={`${TEXT_FIELDS[field]} of ${person.name}`}
                align="end"
                edit={{ kind: 'text', value: person[field] ?? '' }}
                onSave={(value) =>
                  changes.person(
                    person,
                    { [field]: value === '' ? null : value },
                    `${TEXT_FIELDS[field]} of ${person.name} changed`,
                  )
                }
              >
                {person[field] ?? '–'}
              </InlineEdit>
            ) : (
              (person[field] ?? '–')
            ),
          }))}
        />
      </InspectorSection>
      <InspectorSection title="Contacting">
        {mayWrite ? <ContactingFields person={person} onChange={change} /> : <ContactingFacts person={person} />}
      </InspectorSection>
      <SamePersonSection contact={person.id} />
      <Recent person={person} />
    </Inspector>
  )
}

function ContactingFields({ person, onChange }: { person: Contact; onChange: (edit: ContactEdit, text: string) => void }) {
  const changes = useAccountChanges()
  const refuse = (channel: Channel, refused: boolean) => {
    const optedOutChannels = CHANNELS.filter((one) => (one === channel ? refused : person.optedOutChannels.includes(one)))
    const label = CHANNEL_LABELS[channel].toLowerCase()
    onChange(
      { optedOutChannels },
      refused ? `${person.name} opted out of ${label}` : `${person.name} may be reached by ${label} again`,
    )
  }
  return (
    <div className="form-stack">
      <SwitchField
        label="Do not contact"
        hint={person.doNotContact ? 'Locked for everybody' : 'Locks this person for everybody'}
        checked={person.doNotContact}
        onChange={(doNotContact) =>
          onChange(
            { doNotContact },
            doNotContact ? `${person.name} is locked: do not contact` : `${person.name} may be contacted again`,
          )
        }
      />
      {person.doNotContact ? (
        <Definitions
          facts={[
            {
              id: 'reason',
              label: 'Reason',
              value: (
                <InlineEdit
                  label={`Why ${person.name} is not to be contacted`}
                  align="end"
                  edit={{ kind: 'text', value: person.doNotContactReason ?? '' }}
                  onSave={(reason) =>
                    changes.person(
                      person,
                      { doNotContactReason: reason === '' ? null : String(reason) },
                      `Reason of ${person.name} changed`,
                    )
                  }
                >
                  {person.doNotContactReason ?? 'Not given'}
                </InlineEdit>
              ),
            },
          ]}
        />
      ) : null}
      <SelectField
        label="Prefers"
        value={person.preferredChannel ?? ''}
        options={[
          { value: '', label: 'Not known' },
          ...CHANNELS.map((channel) => ({ value: channel, label: CHANNEL_LABELS[channel] })),
        ]}
        onChange={(channel) =>
          onChange(
            { preferredChannel: channel === '' ? null : (channel as Channel) },
            channel === ''
              ? `Preference of ${person.name} removed`
              : `${person.name} prefers ${CHANNEL_LABELS[channel as Channel].toLowerCase()}`,
          )
        }
      />
      <fieldset className="opt-outs">
        <legend className="field-label">Opted out of</legend>
        {CHANNELS.map((channel) => (
          <CheckField
            key={channel}
            label={CHANNEL_LABELS[channel]}
            checked={person.optedOutChannels.includes(channel)}
            onChange={(refused) => refuse(channel, refused)}
          />
        ))}
      </fieldset>
    </div>
  )
}

function ContactingFacts({ person }: { person: Contact }) {
  const out = person.optedOutChannels.map((channel) => CHANNEL_LABELS[channel]).join(', ')
  return (
    <>
      {person.doNotContact ? (
        <Status tone="risk">Do not contact{person.doNotContactReason ? `: ${person.doNotContactReason}` : ''}</Status>
      ) : null}
      <Definitions
        facts={[
          {
            id: 'prefers',
            label: 'Prefers',
            value: person.preferredChannel ? CHANNEL_LABELS[person.preferredChannel] : 'Not known',
          },
          { id: 'out', label: 'Opted out of', value: out || 'Nothing' },
        ]}
      />
    </>
  )
}

function Recent({ person }: { person: Contact }) {
  const filter = { contact: person.id, limit: 8 }
  const answer = useQuery({
    queryKey: ['activities', 'list', filter],
    queryFn: () => api.activities.list(filter),
    enabled: useMay('activities:read'),
  })
  if (!answer.data || answer.data.items.length === 0) return null
  return (
    <InspectorSection title="Recent">
      <Timeline
        label={`Recent activity with ${person.name}`}
        entries={activityEntries(answer.data.items).map(({ more: _more, detail: _detail, ...line }) => line)}
      />
    </InspectorSection>
  )
}
