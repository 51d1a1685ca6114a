import { useState } from 'react'
import type { Alignment } from '../../domain/sponsors/sponsor-account.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { withAddition } from './alignment-edits.ts'
import type { SponsorChanges } from './sponsor-changes.ts'
import type { SponsorReport } from './sponsor-queries.ts'
import { ALIGNMENT_LABELS } from './sponsor-words.ts'

interface AlignmentDialogProps {
  report: SponsorReport
  changes: SponsorChanges
  /** The goal whose row it was opened from. */
  priority: string
  onClose: () => void
}

const ANOTHER = 'another'
const OPTIONS = Object.entries(ALIGNMENT_LABELS).map(([value, label]) => ({ value, label }))

/** Adds a goal of theirs, or what of ours serves it. */
export function AlignmentDialog({ report, changes, priority: given, onClose }: AlignmentDialogProps) {
  const known = [...new Set(report.alignment.map(({ priority }) => priority))]
  const [chosen, setChosen] = useState(given === '' ? (known[0] ?? ANOTHER) : given)
  const [written, setWritten] = useState('')
  const [initiative, setInitiative] = useState('')
  const [alignment, setAlignment] = useState<Alignment>('medium')
  const [evidence, setEvidence] = useState('')
  const priority = chosen === ANOTHER ? written.trim() : chosen
  const missing =
    priority === ''
      ? 'Write their goal'
      : chosen !== ANOTHER && initiative.trim() === ''
        ? 'Write what of ours serves it'
        : undefined
  const save = async () => {
    const added = { priority, initiative: initiative.trim(), alignment, evidence: evidence.trim() }
    const what = added.initiative === '' ? `Goal ${priority}` : added.initiative
    await changes.context(report, withAddition(report.context, added), `${what} added`)
    onClose()
  }
  return (
    <FormDialog
      title="Their goals, our initiatives"
      onClose={onClose}
      submit="Add"
      busy="Being added"
      missing={missing}
      onSubmit={save}
    >
      <div className="form-wide">
        <SelectField
          label="Their priority"
          value={chosen}
          options={[...known.map((one) => ({ value: one, label: one })), { value: ANOTHER, label: 'Another one' }]}
          onChange={setChosen}
        />
      </div>
      {chosen === ANOTHER ? (
        <div className="form-wide">
          <TextField label="Their goal, in their words" needed="required" value={written} onChange={setWritten} maxLength={200} />
        </div>
      ) : null}
      <div className="form-wide">
        <TextField
          label="Our initiative"
          needed={chosen === ANOTHER ? 'optional' : 'required'}
          value={initiative}
          onChange={setInitiative}
          maxLength={200}
          autoFocus
        />
      </div>
      <SelectField label="Alignment" value={alignment} options={OPTIONS} onChange={(next) => setAlignment(next as Alignment)} />
      <TextField label="Evidence" needed="optional" value={evidence} onChange={setEvidence} maxLength={500} />
    </FormDialog>
  )
}
