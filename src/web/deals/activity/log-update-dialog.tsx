import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ACTIVITY_KINDS, type ActivityKind, type Direction, type Sentiment } from '../../../domain/activities/activity.ts'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { api } from '../../app/api.ts'
import { useMay } from '../../app/session.ts'
import { Button } from '../../ui/button.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { MultiSelectField, SelectField } from '../../ui/select-field.tsx'
import { TextAreaField, TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { positionsQuery } from '../deal-queries.ts'
import { today } from '../today.ts'
import { KIND_LABELS } from './activity-entries.tsx'

const KINDS = ACTIVITY_KINDS.map((kind) => ({ value: kind, label: KIND_LABELS[kind] }))
const DIRECTIONS = [
  { value: 'outbound', label: 'Went out from us' },
  { value: 'inbound', label: 'Came in from them' },
]
const SENTIMENTS = [
  { value: '', label: 'Not said' },
  { value: 'positive', label: 'Positive' },
  { value: 'neutral', label: 'Neutral' },
  { value: 'negative', label: 'Negative' },
]

/** Logs what happened on the deal: kind, day, one line, more if wanted, and who of them took part. */
export function LogUpdateDialog({ deal, onClose }: { deal: Opportunity; onClose: () => void }) {
  const queries = useQueryClient()
  const toast = useToast()
  const positions = useQuery({ ...positionsQuery(deal.id), enabled: useMay('people:read') }).data?.items ?? []
  const now = today()
  const [kind, setKind] = useState<ActivityKind>('call')
  const [direction, setDirection] = useState<Direction>('outbound')
  const [subject, setSubject] = useState('')
  const [body, setBody] = useState('')
  const [sentiment, setSentiment] = useState<Sentiment | ''>('')
  const [contacts, setContacts] = useState<string[]>([])
  const [on, setOn] = useState<string | null>(now)
  const [state, setState] = useState<'idle' | 'saving'>('idle')
  const [problem, setProblem] = useState<string>()
  const twoWay = kind === 'email' || kind === 'call'
  const late = on !== null && on > now
  const missing =
    subject.trim() === ''
      ? 'Say in one line what happened'
      : on === null || late
        ? 'Say when it happened'
        : state === 'saving'
          ? 'Being logged'
          : undefined
  const save = async () => {
    setState('saving')
    try {
      await api.activities.log({
        kind,
        subject: subject.trim(),
        deal: deal.id,
        contacts,
        ...(body.trim() ? { body: body.trim() } : {}),
        ...(twoWay ? { direction } : {}),
        ...(sentiment ? { sentiment } : {}),
        ...(on && on !== now ? { occurredAt: `${on}T12:00:00.000Z` } : {}),
      })
      for (const noun of ['activities', 'stakeholders', 'opportunities']) void queries.invalidateQueries({ queryKey: [noun] })
      toast({ text: `${KIND_LABELS[kind]} logged on ${deal.name}` })
      onClose()
    } catch (reason) {
      setProblem(reason instanceof Error ? reason.message : 'Not logged')
      setState('idle')
    }
  }
  return (
    <Dialog
      title="Log update"
      state="open"
      onClose={onClose}
      width={560}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabledReason={missing} onClick={() => void save()}>
            Log update
          </Button>
        </>
      }
    >
      <div className="form-grid">
        <SelectField label="Kind" value={kind} options={KINDS} onChange={(value) => setKind(value as ActivityKind)} />
        <DateField
          label="Day"
          value={on}
          onChange={setOn}
          today={now}
          problem={late ? 'This day lies in the future' : undefined}
        />
        <div className="form-wide">
          <TextField label="What happened" needed="required" value={subject} onChange={setSubject} maxLength={500} autoFocus />
        </div>
        {twoWay ? (
          <SelectField
            label="Direction"
            value={direction}
            options={DIRECTIONS}
            onChange={(value) => setDirection(value as Direction)}
          />
        ) : null}
        <SelectField
          label="How it went"
          value={sentiment}
          options={SENTIMENTS}
          onChange={(value) => setSentiment(value as Sentiment | '')}
        />
        <div className="form-wide">
          <MultiSelectField
            label="People of theirs"
            values={contacts}
            onChange={setContacts}
            options={positions.map(({ contact }) => ({ value: contact.id, label: contact.name }))}
            {...(positions.length === 0 ? { hint: 'Nobody is on this deal yet' } : {})}
          />
        </div>
        <div className="form-wide">
          <TextAreaField label="More" value={body} onChange={setBody} rows={4} />
        </div>
        {problem ? (
          <p className="risk-text form-wide" role="alert">
            {problem}
          </p>
        ) : null}
      </div>
    </Dialog>
  )
}
