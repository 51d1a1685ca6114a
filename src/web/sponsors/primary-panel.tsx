import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { TOUCHPOINT_LABELS } from '../../domain/sponsors/cadence.ts'
import { tenureText } from '../../domain/sponsors/report-markdown.ts'
import { useMay } from '../app/session.ts'
import { KIND_LABELS } from '../deals/activity/activity-entries.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { dateText } from '../ui/date-text.ts'
import { Definitions } from '../ui/facts.tsx'
import { Panel } from '../ui/panel.tsx'
import { Empty } from '../ui/state.tsx'
import { Status } from '../ui/status.tsx'
import { ScoreParts, type Evidence } from './score-parts.tsx'
import type { SponsorPart } from './sponsor-part.ts'
import { touchesQuery, type SponsorLine } from './sponsor-queries.ts'
import { Level } from './sponsor-table.tsx'
import { DUE_TONES, dueText } from './sponsor-words.ts'

interface PrimaryPanelProps extends SponsorPart {
  onShow: (contactId: string) => void
}

/** The primary sponsor: who they are, who of ours is beside them, the cadence against its target, and the four parts of the score. */
export function PrimaryPanel({ report, today, onShow }: PrimaryPanelProps) {
  const { primary } = report
  const line = report.sponsors.find(({ contactId }) => contactId === primary?.contactId)
  const evidence = useEvidence(line?.contactId, today)
  if (!primary || !line)
    return (
      <Panel title="Primary sponsor">
        <Empty title="This account has no executive sponsor">
          Name one among the people of the account, together with its owner.
        </Empty>
      </Panel>
    )
  const { score } = line
  return (
    <Panel
      title={
        <>
          Primary sponsor:{' '}
          <button type="button" className="link-button" onClick={() => onShow(line.contactId)}>
            {primary.name}
          </button>
        </>
      }
      hint={<Level line={line} />}
    >
      <div className="primary-sponsor">
        <div>
          <p className="beside">
            <Beside name={primary.name} note={primary.title ?? 'Title not known'} />
            <span className="label beside-word">beside</span>
            {primary.ours ? (
              <Beside name={primary.ours.name} note="Our sponsor" />
            ) : (
              <span className="label">Nobody of ours is beside them</span>
            )}
          </p>
          <Definitions
            facts={[
              { id: 'tenure', label: 'In role', value: tenureText(primary.tenure) },
              {
                id: 'priorities',
                label: primary.prioritiesAreOwn ? 'Priorities' : "Priorities, the account's",
                value: primary.priorities.length > 0 ? primary.priorities.join(', ') : 'Not known',
              },
              { id: 'preference', label: 'Prefers', value: primary.preference ?? 'Not known' },
              { id: 'cadence', label: 'Cadence', value: <CadenceText line={line} today={today} /> },
            ]}
          />
        </div>
        <div>
          <h3 className="score-head">
            Engagement{' '}
            {score.value === null ? <span className="label">{score.note ?? 'no score'}</span> : <b>{score.value} of 100</b>}
          </h3>
          {score.value !== null && score.note ? <p className="label">{score.note}</p> : null}
          <ScoreParts score={score} evidence={evidence} />
        </div>
      </div>
    </Panel>
  )
}

function Beside({ name, note }: { name: string; note: string }) {
  return (
    <span className="beside-one">
      <Avatar name={name} size={28} />
      <span className="why-text">
        <span className="name">{name}</span>
        <span className="label">{note}</span>
      </span>
    </span>
  )
}

/** "Every 30 days; last met 3 Sep; 12 days overdue", with what they are met for. */
export function CadenceText({ line, today }: { line: SponsorLine; today: string }) {
  const { cadence } = line
  return (
    <span className="cadence">
      <Status tone={DUE_TONES[cadence.state]}>{dueText(cadence, today)}</Status>
      <span className="label">
        every {cadence.everyDays} days, {cadence.lastOn ? `last met ${dateText(cadence.lastOn, today)}` : 'never met'};{' '}
        {cadence.touchpoints.map((one) => TOUCHPOINT_LABELS[one]).join(', ')}
      </span>
    </span>
  )
}

/** What the records of a score are: "12 Nov, Meeting, Roadmap review", by their ids. */
export function useEvidence(contact: string | undefined, today: string): Evidence {
  const may = useMay('activities:read')
  const touches = useQuery({ ...touchesQuery(contact ?? ''), enabled: may && contact !== undefined }).data
  return useMemo(
    () =>
      new Map(
        touches?.items.map(({ id, occurredAt, kind, subject }) => [
          id,
          [dateText(occurredAt, today), KIND_LABELS[kind], subject].filter(Boolean).join(', '),
        ]),
      ),
    [touches, today],
  )
}
