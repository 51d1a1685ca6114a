import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { CHANNEL_LABELS } from '../accounts/account-words.ts'
import { api } from '../app/api.ts'
import { Button } from '../ui/button.tsx'
import { dateText } from '../ui/date-text.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { Panel } from '../ui/panel.tsx'
import { Status } from '../ui/status.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useMayEdit, useSponsorChanges } from './sponsor-changes.ts'
import type { SponsorPart } from './sponsor-part.ts'
import { outreachQuery, type Outreach } from './sponsor-queries.ts'
import { OUTREACH_LABELS, PURPOSE_LABELS } from './sponsor-words.ts'

/** As many as are shown before the others are asked for. */
const SHOWN = 5

/** Who wants to turn to an executive, and what the account's team says to it. Nothing is sent before they agree. */
export function OutreachPanel({ account, report, today, mode }: SponsorPart) {
  const items = useQuery({ ...outreachQuery(account.id), enabled: mode === 'now' }).data?.items ?? []
  const mayEdit = useMayEdit(mode)
  const changes = useSponsorChanges(account.id)
  const [problem, setProblem] = useState<string>()
  const [declining, setDeclining] = useState<Outreach>()
  const [shown, setShown] = useState(SHOWN)
  if (mode === 'past') return null
  const run = (act: Promise<unknown>) => {
    setProblem(undefined)
    act.then(changes.fresh, (reason: unknown) =>
      setProblem(reason instanceof Error ? reason.message : 'This was not done. Try again.'),
    )
  }
  const decide = (one: Outreach) => run(api.sponsors.agreeOutreach({ account: account.id, id: one.id, agree: true }))
  const end = (one: Outreach, state: 'sent' | 'withdrawn') =>
    run(api.sponsors.endOutreach({ account: account.id, id: one.id, state }))
  return (
    <Panel title="Outreach" hint={`agreed with ${report.account.owner?.name ?? 'whoever leads the team'} first`}>
      {items.length === 0 ? <p className="label">None so far. It is proposed from an executive above.</p> : null}
      <ul className="sponsor-list">
        {items.slice(0, shown).map((one) => {
          const { tone, label } = OUTREACH_LABELS[one.state]
          return (
            <li key={one.id}>
              <span className="outreach-head">
                <span className="name">{one.topic}</span>
                <Status tone={tone}>{label}</Status>
              </span>
              <span className="label">
                {one.contact.name}, {PURPOSE_LABELS[one.purpose].toLowerCase()}, by {CHANNEL_LABELS[one.channel].toLowerCase()}.
                Proposed by {one.proposedBy} on {dateText(one.proposedAt, today)}.
                {one.decidedBy && one.decidedAt
                  ? ` ${one.decidedBy} ${one.state === 'refused' ? 'declined' : 'agreed'} on ${dateText(one.decidedAt, today)}.`
                  : ''}
                {one.reason ? ` ${one.reason}.` : ''}
              </span>
              {one.message ? <span className="free-text">{one.message}</span> : null}
              {mayEdit && (one.state === 'proposed' || one.state === 'agreed') ? (
                <span className="outreach-acts">
                  {one.state === 'proposed' ? (
                    <>
                      <Button size="small" onClick={() => decide(one)}>
                        Agree
                      </Button>
                      <Button size="small" onClick={() => setDeclining(one)}>
                        Decline
                      </Button>
                    </>
                  ) : (
                    <Button size="small" onClick={() => end(one, 'sent')}>
                      Mark as sent
                    </Button>
                  )}
                  <Button size="small" look="quiet" onClick={() => end(one, 'withdrawn')}>
                    Withdraw
                  </Button>
                </span>
              ) : null}
            </li>
          )
        })}
      </ul>
      {items.length > shown ? (
        <Button size="small" onClick={() => setShown(items.length)}>
          Show {items.length - shown} earlier
        </Button>
      ) : null}
      {problem ? (
        <p className="risk-text" role="alert">
          {problem}
        </p>
      ) : null}
      {declining ? (
        <DeclineDialog
          outreach={declining}
          onDecline={async (reason) => {
            await api.sponsors.agreeOutreach({
              account: account.id,
              id: declining.id,
              agree: false,
              ...(reason === '' ? {} : { reason }),
            })
            await changes.fresh()
            setDeclining(undefined)
          }}
          onClose={() => setDeclining(undefined)}
        />
      ) : null}
    </Panel>
  )
}

function DeclineDialog({
  outreach,
  onDecline,
  onClose,
}: {
  outreach: Outreach
  onDecline: (reason: string) => Promise<void>
  onClose: () => void
}) {
  const [reason, setReason] = useState('')
  return (
    <FormDialog
      title={`Decline: ${outreach.topic}`}
      onClose={onClose}
      submit="Decline"
      busy="Being declined"
      missing={undefined}
      onSubmit={() => onDecline(reason.trim())}
    >
      <div className="form-wide">
        <TextField
          label="Reason"
          needed="optional"
          value={reason}
          onChange={setReason}
          maxLength={500}
          hint={`${outreach.proposedBy} reads it.`}
          autoFocus
        />
      </div>
    </FormDialog>
  )
}
