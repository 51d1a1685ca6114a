import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { Alignment } from '../../domain/sponsors/sponsor-account.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { InlineEdit } from '../ui/inline-edit.tsx'
import { Panel } from '../ui/panel.tsx'
import { Status, type Tone } from '../ui/status.tsx'
import { AlignmentDialog } from './alignment-dialog.tsx'
import { readShare, without, withInitiative, withProgress, type AlignmentRow } from './alignment-edits.ts'
import { useMayEdit, useSponsorChanges, type SponsorChanges } from './sponsor-changes.ts'
import type { SponsorPart } from './sponsor-part.ts'
import type { SponsorReport } from './sponsor-queries.ts'
import { ALIGNMENT_LABELS } from './sponsor-words.ts'

const TONES = { high: 'good', medium: 'warn', low: 'risk' } as const satisfies Record<Alignment, Tone>
const OPTIONS = Object.entries(ALIGNMENT_LABELS).map(([value, label]) => ({ value, label }))

/** Which of our initiatives serve which of their goals, and which goals nothing of ours serves; changed where it stands. */
export function AlignmentPanel({ account, report, mode }: SponsorPart) {
  const mayEdit = useMayEdit(mode)
  const changes = useSponsorChanges(account.id)
  const [adding, setAdding] = useState<string>()
  const { alignment } = report
  return (
    <Panel
      title="Strategic alignment"
      hint="our initiatives, their priorities"
      padding={alignment.length > 0 ? 'flush' : 'normal'}
      actions={
        mayEdit ? (
          <Button size="small" icon={<IconPlus size={14} aria-hidden="true" />} onClick={() => setAdding('')}>
            Add goal or initiative
          </Button>
        ) : null
      }
    >
      {alignment.length === 0 ? (
        <p className="label">Neither their goals nor our initiatives are known.</p>
      ) : (
        <div className="plain-table-box" tabIndex={0} role="region" aria-label="Initiatives and priorities">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">Our initiative</th>
                <th scope="col">Their priority</th>
                <th scope="col" className="cell-end">
                  Reached
                </th>
                <th scope="col">Alignment</th>
                <th scope="col">Evidence</th>
                {mayEdit ? (
                  <th scope="col">
                    <span className="unseen">Remove</span>
                  </th>
                ) : null}
              </tr>
            </thead>
            <tbody>
              {alignment.map((row) => (
                <Row
                  key={`${row.initiative} ${row.priority}`}
                  row={row}
                  report={report}
                  changes={mayEdit ? changes : undefined}
                  onAdd={() => setAdding(row.priority)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {adding === undefined ? null : (
        <AlignmentDialog report={report} changes={changes} priority={adding} onClose={() => setAdding(undefined)} />
      )}
    </Panel>
  )
}

interface RowProps {
  row: AlignmentRow
  report: SponsorReport
  /** Left out where nothing may be changed. */
  changes: SponsorChanges | undefined
  onAdd: () => void
}

function Row({ row, report, changes, onAdd }: RowProps) {
  const { initiative, priority, evidence } = row
  const { context } = report
  const isGoal = context.goals.some(({ goal }) => goal === priority)
  return (
    <tr>
      <td>
        {initiative ? (
          <span className="name">{initiative}</span>
        ) : changes ? (
          <button type="button" className="link-button accent-text" onClick={onAdd}>
            Name one of ours
          </button>
        ) : (
          <span className="label">None of ours</span>
        )}
      </td>
      <td>{priority}</td>
      <td className="cell-end">
        {changes && isGoal ? <Reached row={row} report={report} changes={changes} /> : shareText(row.progress)}
      </td>
      <td>{initiative && changes ? <Fit row={row} report={report} changes={changes} /> : <FitText fits={row.alignment} />}</td>
      <td>
        {initiative && changes ? (
          <InlineEdit
            label={`Evidence of ${initiative} for ${priority}`}
            edit={{ kind: 'text', value: evidence ?? '' }}
            onSave={(given) =>
              changes.context(
                report,
                withInitiative(context, row, { evidence: given === '' ? null : String(given) }),
                `Evidence of ${initiative} changed`,
              )
            }
          >
            {evidence ?? '–'}
          </InlineEdit>
        ) : (
          (evidence ?? '–')
        )}
      </td>
      {changes ? (
        <td className="cell-end">
          {initiative || isGoal ? (
            <IconButton
              size="small"
              label={initiative ? `Remove ${initiative} for ${priority}` : `Remove the goal ${priority}`}
              onClick={() =>
                void changes
                  .context(report, without(context, row), `${initiative ?? `Goal ${priority}`} removed`)
                  .catch(() => undefined)
              }
            >
              <IconX size={14} stroke={1.8} />
            </IconButton>
          ) : null}
        </td>
      ) : null}
    </tr>
  )
}

type EditProps = Omit<RowProps, 'changes' | 'onAdd'> & { changes: SponsorChanges }

function Reached({ row, report, changes }: EditProps) {
  return (
    <InlineEdit
      label={`Reached of ${row.priority}`}
      align="end"
      edit={{ kind: 'text', value: row.progress === null ? '' : String(Math.round(row.progress * 100)) }}
      onSave={async (given) => {
        const share = readShare(String(given ?? ''))
        await changes.context(
          report,
          withProgress(report.context, row.priority, share),
          share === null ? `What is reached of ${row.priority} removed` : `${row.priority}: ${shareText(share)} reached`,
        )
      }}
    >
      {shareText(row.progress)}
    </InlineEdit>
  )
}

function Fit({ row, report, changes }: EditProps) {
  return (
    <InlineEdit
      label={`Alignment of ${row.initiative} with ${row.priority}`}
      edit={{ kind: 'select', value: row.alignment ?? 'low', options: OPTIONS }}
      onSave={(given) => {
        const fits = given as Alignment
        return changes.context(
          report,
          withInitiative(report.context, row, { alignment: fits }),
          `${row.initiative}: alignment ${ALIGNMENT_LABELS[fits].toLowerCase()}`,
        )
      }}
    >
      <FitText fits={row.alignment} />
    </InlineEdit>
  )
}

function FitText({ fits }: { fits: Alignment | null }) {
  return fits ? <Status tone={TONES[fits]}>{ALIGNMENT_LABELS[fits]}</Status> : <Status tone="mute">None</Status>
}

function shareText(share: number | null): string {
  return share === null ? '–' : `${Math.round(share * 100)}%`
}
