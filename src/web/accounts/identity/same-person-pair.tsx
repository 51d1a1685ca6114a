import { useState } from 'react'
import { useMay } from '../../app/session.ts'
import { paths } from '../../app/paths.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { instantText } from '../../ui/date-text.ts'
import { Status, type Tone } from '../../ui/status.tsx'
import { useIdentityChanges } from './identity-changes.ts'
import type { Candidate } from './identity-queries.ts'
import './identity.css'

const TONES = { certain: 'good', probable: 'warn', possible: 'mute' } as const satisfies Record<Candidate['certainty'], Tone>
const WORDS = { certain: 'Certain', probable: 'Probable', possible: 'Possible' } as const

/** Two records side by side, what speaks for and against their being one person, and what to do about it. */
export function SamePersonPair({ pair }: { pair: Candidate }) {
  const mayWrite = useMay('accounts:write')
  const changes = useIdentityChanges()
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const run = (change: () => Promise<void>) => {
    setProblem(undefined)
    setBusy(true)
    change()
      .catch((reason: unknown) => setProblem(reason instanceof Error ? reason.message : 'Not saved'))
      .finally(() => setBusy(false))
  }
  const { keep, other } = pair
  const waits = busy ? 'Being saved' : undefined
  return (
    <li className="same-person" aria-label={`${keep.name} and ${other.name}`}>
      <div className="same-person-records">
        <RecordOf person={keep} note="Stays" />
        <RecordOf person={other} note="Would be merged" />
      </div>
      <div className="same-person-said">
        <Status tone={TONES[pair.certainty]}>{WORDS[pair.certainty]}</Status>
        <ul className="same-person-reasons">
          {pair.reasons.map(({ text, weight }) => (
            <li key={text}>
              <span className="label">{weight > 0 ? 'For' : 'Against'}</span> {text}
            </li>
          ))}
        </ul>
      </div>
      {mayWrite ? (
        <div className="same-person-acts">
          <Button
            size="small"
            disabledReason={waits}
            aria-label={`Merge ${other.name} into ${keep.name}`}
            onClick={() => run(() => changes.merge(pair))}
          >
            Merge
          </Button>
          <Button
            size="small"
            look="quiet"
            disabledReason={waits}
            aria-label={`Keep apart: ${keep.name} and ${other.name}`}
            onClick={() => run(() => changes.keepApart(pair))}
          >
            Keep apart
          </Button>
        </div>
      ) : null}
      {problem ? (
        <p className="risk-text" role="alert">
          {problem}
        </p>
      ) : null}
    </li>
  )
}

function RecordOf({ person, note }: { person: Candidate['keep']; note: string }) {
  const facts = [person.title, person.mailbox, person.phone].filter((one) => one !== null)
  return (
    <div className="same-person-record">
      <Avatar name={person.name} />
      <div>
        <div>
          {person.account ? (
            <a className="name" href={`${paths.account(person.account.id)}?person=${person.id}`}>
              {person.name}
            </a>
          ) : (
            <span className="name">{person.name}</span>
          )}{' '}
          <span className="label">{note}</span>
        </div>
        <div className="label">{[...facts, lastText(person)].join(' · ')}</div>
        {person.account ? <div className="label">{person.account.name}</div> : null}
        {person.doNotContact ? <Status tone="risk">Do not contact</Status> : null}
      </div>
    </div>
  )
}

function lastText({ lastActivityAt }: Candidate['keep']): string {
  return lastActivityAt ? `last activity ${instantText(lastActivityAt, new Date())}` : 'no activity'
}
