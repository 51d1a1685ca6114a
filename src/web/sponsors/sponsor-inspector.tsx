import { useState } from 'react'
import { Avatar } from '../ui/avatar.tsx'
import { Button } from '../ui/button.tsx'
import { dateText } from '../ui/date-text.ts'
import { Inspector, InspectorSection } from '../ui/inspector.tsx'
import { Status, StatusShape } from '../ui/status.tsx'
import { EnteredFields } from './entered-fields.tsx'
import { LevelDialog } from './level-dialog.tsx'
import { OutreachDialog } from './outreach-dialog.tsx'
import { CadenceText, useEvidence } from './primary-panel.tsx'
import { ScoreParts } from './score-parts.tsx'
import { useMayEdit, useSponsorChanges } from './sponsor-changes.ts'
import type { SponsorPart } from './sponsor-part.ts'
import type { SponsorLine } from './sponsor-queries.ts'
import { Level } from './sponsor-table.tsx'
import { LEVEL_MEANINGS, PLACE_LABELS } from './sponsor-words.ts'

interface SponsorInspectorProps extends SponsorPart {
  line: SponsorLine
  onClose: () => void
}

/** One executive: the level with what speaks for it, the score with what it rests on, the cadence, and who is beside them. */
export function SponsorInspector({ account, report, line, today, mode, onClose }: SponsorInspectorProps) {
  const mayEdit = useMayEdit(mode)
  const changes = useSponsorChanges(account.id)
  const [dialog, setDialog] = useState<'level' | 'outreach'>()
  const [problem, setProblem] = useState<string>()
  const closeDialog = () => setDialog(undefined)
  const evidence = useEvidence(line.contactId, today)
  const { level, score } = line
  return (
    <Inspector
      title={line.name}
      label={line.name}
      subtitle={[line.title, PLACE_LABELS[line.standing].toLowerCase()].filter(Boolean).join(', ')}
      before={<Avatar name={line.name} size={34} />}
      width={400}
      onClose={onClose}
      footer={
        mayEdit && !line.left && !line.doNotContact ? (
          <Button size="small" onClick={() => setDialog('outreach')}>
            Propose outreach
          </Button>
        ) : line.doNotContact ? (
          <Status tone="risk">Do not contact</Status>
        ) : undefined
      }
    >
      <InspectorSection title="Level" hint={<Level line={line} />}>
        <p>{level.because}</p>
        {level.overridden ? (
          <p className="label">
            The records say {level.overridden.derived}. Set on {dateText(level.overridden.at, today)}.
          </p>
        ) : (
          <p className="label">{LEVEL_MEANINGS[level.level]}.</p>
        )}
        <ul className="sponsor-points">
          {level.indicators.map(({ name, met, why }) => {
            const bad = name === 'Unresponsive'
            return (
              <li key={name}>
                <StatusShape tone={met ? (bad ? 'risk' : 'good') : 'mute'} label={met ? 'So' : 'Not so'} />
                <span>
                  <span className="name">{name}</span> <span className="label">{why}</span>
                </span>
              </li>
            )
          })}
        </ul>
        <p className="label">{line.because}</p>
        {mayEdit && !line.left ? (
          <span className="outreach-acts">
            <Button size="small" onClick={() => setDialog('level')}>
              Set level
            </Button>
            {level.overridden ? (
              <Button
                size="small"
                onClick={() => {
                  setProblem(undefined)
                  changes
                    .level(line, null, 'Left to the records', `Level of ${line.name} left to the records`)
                    .catch((reason: unknown) => setProblem(reason instanceof Error ? reason.message : 'Not saved'))
                }}
              >
                Back to what the records say
              </Button>
            ) : null}
          </span>
        ) : null}
        {problem ? (
          <p className="risk-text" role="alert">
            {problem}
          </p>
        ) : null}
      </InspectorSection>
      <InspectorSection
        title="Engagement"
        hint={score.value === null ? (score.note ?? 'no score') : <b className="value">{score.value} of 100</b>}
      >
        {score.value !== null && score.note ? <p className="label">{score.note}</p> : null}
        {score.factors.length > 0 ? <ScoreParts score={score} evidence={evidence} /> : null}
      </InspectorSection>
      {line.left ? null : (
        <InspectorSection title="Cadence">
          <CadenceText line={line} today={today} />
        </InspectorSection>
      )}
      {mayEdit ? (
        <InspectorSection title="What we say of them">
          <EnteredFields line={line} changes={changes} today={today} />
        </InspectorSection>
      ) : null}
      {dialog === 'level' ? <LevelDialog line={line} changes={changes} onClose={closeDialog} /> : null}
      {dialog === 'outreach' ? <OutreachDialog account={account} report={report} line={line} onClose={closeDialog} /> : null}
    </Inspector>
  )
}
