import { useState } from 'react'
import { DateField } from '../ui/date-field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useSponsorChanges } from './sponsor-changes.ts'
import type { SponsorPart } from './sponsor-part.ts'

/** Notes a change in the customer's organisation, with where it was read. */
export function NewsDialog({ account, report, today, onClose }: SponsorPart & { onClose: () => void }) {
  const changes = useSponsorChanges(account.id)
  const [what, setWhat] = useState('')
  const [impact, setImpact] = useState('')
  const [source, setSource] = useState('')
  const [on, setOn] = useState<string | null>(today)
  const [contact, setContact] = useState('')
  const save = async () => {
    await changes.news({
      what: what.trim(),
      source: source.trim(),
      ...(impact.trim() === '' ? {} : { impact: impact.trim() }),
      ...(on ? { on } : {}),
      ...(contact === '' ? {} : { contact }),
    })
    onClose()
  }
  return (
    <FormDialog
      title={`Change at ${account.name}`}
      onClose={onClose}
      submit="Add change"
      busy="Being added"
      missing={what.trim().length < 3 ? 'Write what changed' : source.trim().length < 2 ? 'Write where it was read' : undefined}
      onSubmit={save}
    >
      <div className="form-wide">
        <TextField label="What changed" needed="required" value={what} onChange={setWhat} maxLength={300} autoFocus />
      </div>
      <div className="form-wide">
        <TextField label="What it means for us" value={impact} onChange={setImpact} maxLength={300} />
      </div>
      <div className="form-wide">
        <TextField
          label="Source"
          needed="required"
          value={source}
          onChange={setSource}
          maxLength={300}
          hint="An address, a paper, or who said it."
        />
      </div>
      <DateField label="When" value={on} onChange={setOn} today={today} />
      <SelectField
        label="Whom it is about"
        value={contact}
        options={[
          { value: '', label: 'Nobody in particular' },
          ...report.sponsors.map((one) => ({ value: one.contactId, label: one.name })),
        ]}
        onChange={setContact}
      />
    </FormDialog>
  )
}
