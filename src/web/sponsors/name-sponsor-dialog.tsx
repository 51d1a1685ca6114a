import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { peopleQuery } from '../accounts/account-queries.ts'
import { api } from '../app/api.ts'
import { useUndo } from '../app/undo.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { ComboField, SelectField } from '../ui/select-field.tsx'
import { useSponsorChanges } from './sponsor-changes.ts'
import type { SponsorPart } from './sponsor-part.ts'
import { STANDING_LABELS } from './sponsor-words.ts'

interface NameSponsorDialogProps extends Pick<SponsorPart, 'account' | 'report'> {
  onClose: () => void
}

const PLACES = ['primary', 'backup', 'sponsor'] as const
type Place = (typeof PLACES)[number]

/** Names somebody at the account an executive sponsor whose title does not say so. */
export function NameSponsorDialog({ account, report, onClose }: NameSponsorDialogProps) {
  const offerUndo = useUndo()
  const { fresh } = useSponsorChanges(account.id)
  const people = useQuery(peopleQuery(account.id)).data?.items ?? []
  const [contact, setContact] = useState<string | null>(null)
  const [place, setPlace] = useState<Place>('sponsor')
  const known = new Set(report.sponsors.map(({ contactId }) => contactId))
  const save = async () => {
    if (contact === null) return
    const of = { account: account.id, contact }
    await api.sponsors.set({ ...of, standing: place })
    await fresh()
    offerUndo({
      text: `${people.find(({ id }) => id === contact)?.name ?? 'Somebody'}: ${STANDING_LABELS[place].toLowerCase()}`,
      undo: () => api.sponsors.set({ ...of, standing: null }).then(fresh),
    })
    onClose()
  }
  return (
    <FormDialog
      title={`Name a sponsor at ${account.name}`}
      onClose={onClose}
      submit="Name sponsor"
      busy="Being named"
      missing={contact === null ? 'Choose a person' : undefined}
      onSubmit={save}
    >
      <div className="form-wide">
        <ComboField
          label="Person"
          needed="required"
          value={contact}
          onChange={setContact}
          options={people
            .filter(({ id }) => !known.has(id))
            .map(({ id, name, title }) => ({ value: id, label: title ? `${name}, ${title}` : name }))}
        />
      </div>
      <div className="form-wide">
        <SelectField
          label="Place"
          value={place}
          options={PLACES.map((value) => ({ value, label: STANDING_LABELS[value] }))}
          onChange={(next) => setPlace(next as Place)}
        />
      </div>
    </FormDialog>
  )
}
