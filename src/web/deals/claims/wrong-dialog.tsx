import { useState } from 'react'
import { withDates } from '../../ui/date-text.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { Claims, ShownClaim } from './use-claims.ts'

interface WrongDialogProps {
  /** One claim, or those of which one is to be chosen. */
  said: readonly ShownClaim[]
  claims: Claims
  today: string
  onClose: () => void
}

/** Which part is wrong, and why; and what calling it wrong does. */
export function WrongDialog({ said, claims, today, onClose }: WrongDialogProps) {
  const [key, setKey] = useState(said.length === 1 ? said[0]!.key : '')
  const [note, setNote] = useState('')
  const claim = said.find((one) => one.key === key)
  return (
    <FormDialog
      title="What is wrong"
      onClose={onClose}
      submit="Call it wrong"
      busy="Being saved"
      missing={claim ? undefined : 'Choose which part is wrong'}
      onSubmit={async () => {
        if (claim) await claims.judge(claim, 'wrong', note.trim())
        onClose()
      }}
    >
      {said.length === 1 && claim ? (
        <p className="form-wide name">{withDates(claim.statement, today)}</p>
      ) : (
        <div className="form-wide">
          <SelectField
            label="Which part"
            needed="required"
            value={key}
            options={[
              { value: '', label: 'Choose' },
              ...said.map((one) => ({ value: one.key, label: withDates(one.statement, today) })),
            ]}
            onChange={setKey}
          />
        </div>
      )}
      <div className="form-wide">
        <TextField label="Why" value={note} onChange={setNote} maxLength={2000} />
      </div>
      <p className="label form-wide">
        It stays here with your name and note for whoever sees the deal, and counts in how often such claims are called right. It
        moves no chance, today or by itself later: no model reads it.
      </p>
    </FormDialog>
  )
}
