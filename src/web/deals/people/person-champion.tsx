import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { api } from '../../app/api.ts'
import { useMay } from '../../app/session.ts'
import { Button } from '../../ui/button.tsx'
import { dateText, withDates } from '../../ui/date-text.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { InspectorSection } from '../../ui/inspector.tsx'
import { ScoreBar } from '../../ui/score-bar.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Status } from '../../ui/status.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { scoreTone } from './engagement-bar.tsx'
import { championsQuery, type Champion } from './people-queries.ts'
import type { PersonRow } from './people-rows.ts'
import { useUndoable } from './undoable.ts'

const STATES = {
  shown: { tone: 'good', word: 'Shown' },
  passed: { tone: 'good', word: 'Passed' },
  failed: { tone: 'risk', word: 'Failed' },
  open: { tone: 'mute', word: 'Open' },
} as const

interface PersonChampionProps {
  deal: Opportunity
  row: PersonRow
  asOf: string | undefined
  today: string
}

/** Whether somebody carries the deal when we are not in the room: score, ladder of proof, and what speaks against it. */
export function PersonChampion({ deal, row, asOf, today }: PersonChampionProps) {
  const mayWrite = useMay('deals:write') && asOf === undefined
  const report = useQuery(championsQuery(deal.id, asOf)).data
  const [testing, setTesting] = useState<Champion['ladder'][number]>()
  const champion = report?.people.find(({ contact }) => row.records.includes(contact.id))
  if (!champion) return null
  const { score, ladder, contradiction, departure, development } = champion
  return (
    <InspectorSection
      title={champion.called ? 'Champion' : 'As a champion'}
      hint={score.value === null ? score.note : <b className="value">{Math.round(score.value)}</b>}
    >
      {departure ? (
        <Status tone="risk">
          {withDates(departure.sentence, today)}
          {departure.departed ? '' : ` ${Math.round(departure.certainty * 100)}% sure.`}
        </Status>
      ) : null}
      {contradiction ? <Status tone="warn">{withDates(contradiction, today)}</Status> : null}
      <ul className="engagement-parts">
        {score.factors.map((factor) => (
          <li key={factor.name}>
            <span className="why-text">
              <span>{factor.name}</span>
              <span className="label">{withDates(factor.input, today)}</span>
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
      <ol className="ladder" aria-label={`Ladder of proof for ${row.name}`}>
        {ladder.map((rung) => (
          <li key={rung.rung}>
            <span className="why-text">
              <span>
                {rung.rung}. {rung.name}
              </span>
              <span className="label">{withDates(rung.sentence, today)}</span>
              {rung.tests.map((test) => (
                <span key={test.id} className="label">
                  {test.passed ? 'Passed' : 'Failed'} {dateText(test.testedOn, today)}
                  {test.testedBy ? `, ${test.testedBy.name}` : ''}
                  {test.note ? `: ${test.note}` : ''}
                </span>
              ))}
            </span>
            <Status tone={STATES[rung.state].tone}>{STATES[rung.state].word}</Status>
            {mayWrite && !champion.locked ? (
              <Button size="small" look="quiet" onClick={() => setTesting(rung)}>
                Record a test<span className="unseen"> of {rung.name}</span>
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
      {development[0] ? (
        <p className="plain-lines">
          <span>{development[0].step}</span>
          <span className="label">{withDates(development[0].because, today)}</span>
        </p>
      ) : null}
      {testing ? <TestDialog deal={deal} row={row} rung={testing} onClose={() => setTesting(undefined)} /> : null}
    </InspectorSection>
  )
}

function TestDialog({
  deal,
  row,
  rung,
  onClose,
}: {
  deal: Opportunity
  row: PersonRow
  rung: Champion['ladder'][number]
  onClose: () => void
}) {
  const undoable = useUndoable()
  const [passed, setPassed] = useState<'' | 'yes' | 'no'>('')
  const [note, setNote] = useState('')
  return (
    <FormDialog
      title={`${row.name}: ${rung.name.toLowerCase()}`}
      onClose={onClose}
      submit="Record test"
      busy="Being recorded"
      missing={passed === '' ? 'Say what came of it' : undefined}
      onSubmit={async () => {
        await undoable(
          `${row.name}, ${rung.name.toLowerCase()}: ${passed === 'yes' ? 'passed' : 'failed'}`,
          () =>
            api.champions.test({
              deal: deal.id,
              contact: row.id,
              rung: rung.rung,
              passed: passed === 'yes',
              ...(note.trim() ? { note: note.trim() } : {}),
            }),
          ({ id }) => api.champions.withdrawTest({ deal: deal.id, test: id }),
        )
        onClose()
      }}
    >
      <p className="form-wide">{rung.test}</p>
      <SelectField
        label="What came of it"
        needed="required"
        value={passed}
        options={[
          { value: '', label: 'Choose' },
          { value: 'yes', label: 'They did it' },
          { value: 'no', label: 'They did not' },
        ]}
        onChange={(given) => setPassed(given === 'yes' || given === 'no' ? given : '')}
      />
      <TextField label="Note" value={note} onChange={setNote} maxLength={2000} />
    </FormDialog>
  )
}
