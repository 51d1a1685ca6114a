import { useState } from 'react'
import { LEVEL_LABELS, type SponsorLevel } from '../../domain/sponsors/sponsor-levels.ts'
import { LEVEL_VALUES } from '../app/route-values.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { SponsorChanges } from './sponsor-changes.ts'
import type { SponsorLine } from './sponsor-queries.ts'
import { LEVEL_MEANINGS } from './sponsor-words.ts'

interface LevelDialogProps {
  line: SponsorLine
  changes: SponsorChanges
  onClose: () => void
}

/** Sets a level by hand. The reason is required; what the records say stays beside it. */
export function LevelDialog({ line, changes, onClose }: LevelDialogProps) {
  const [level, setLevel] = useState<SponsorLevel>(line.level.level)
  const [reason, setReason] = useState('')
  const derived = line.level.overridden?.derived ?? line.level.level
  return (
    <FormDialog
      title={`Level of ${line.name}`}
      onClose={onClose}
      submit="Set level"
      busy="Being set"
      missing={
        level === line.level.level ? 'Choose another level' : reason.trim().length < 3 ? 'Say why, in a few words' : undefined
      }
      onSubmit={async () => {
        await changes.level(line, level, reason.trim(), `${line.name} set to ${LEVEL_LABELS[level].toLowerCase()}`)
        onClose()
      }}
    >
      <div className="form-wide">
        <SelectField
          label="Level"
          value={level}
          options={LEVEL_VALUES.map((one) => ({ value: one, label: LEVEL_LABELS[one] }))}
          onChange={(next) => setLevel(next as SponsorLevel)}
          hint={`${LEVEL_MEANINGS[level]}. The records say ${LEVEL_LABELS[derived].toLowerCase()}.`}
        />
      </div>
      <div className="form-wide">
        <TextField label="Reason" needed="required" value={reason} onChange={setReason} maxLength={500} autoFocus />
      </div>
    </FormDialog>
  )
}
