import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { questionOf, type ForecastSearch, type OnSearch } from '../forecast/forecast-search.ts'
import { FormDialog } from '../ui/form-dialog.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { TextAreaField, TextField } from '../ui/text-field.tsx'
import { CheckField } from '../ui/tick-field.tsx'
import { useToast } from '../ui/toast.tsx'
import type { Levers, Saved } from './levers-param.ts'

const SHARED = [
  { value: 'nobody', label: 'Only you' },
  { value: 'team', label: 'Your team and those above, who see its deals' },
  { value: 'all', label: 'Everybody who sees its deals' },
]

interface SaveDialogProps {
  levers: Levers
  /** The scenario in hand, if it is one's own. */
  own: Saved | undefined
  search: ForecastSearch
  today: string
  onSearch: OnSearch
  onClose: () => void
}

/** Names a scenario, says for whom it is, and keeps its levers. The forecast itself stays as it is. */
export function SaveDialog({ levers, own, search, today, onSearch, onClose }: SaveDialogProps) {
  const queries = useQueryClient()
  const toast = useToast()
  const [name, setName] = useState(own?.name ?? '')
  const [note, setNote] = useState(own?.note ?? '')
  const [shared, setShared] = useState<Saved['shared']>(own?.shared ?? 'nobody')
  const [asNew, setAsNew] = useState(false)
  const { asOf: _asOf, ...asked } = questionOf(search, today)
  const save = async () => {
    const saved = await api.scenarios.save({
      ...asked,
      ...(own && !asNew ? { id: own.id } : {}),
      name: name.trim(),
      note: note.trim(),
      shared,
      levers,
    })
    await queries.invalidateQueries({ queryKey: ['scenarios'] })
    onSearch({ scenario: saved.id, levers: undefined })
    toast({ text: `Scenario ${saved.name} saved` })
    onClose()
  }
  return (
    <FormDialog
      title={own ? 'Save scenario' : 'Save as a scenario'}
      submit="Save scenario"
      busy="Saving"
      missing={name.trim() === '' ? 'Give it a name' : undefined}
      onSubmit={save}
      onClose={onClose}
    >
      <div className="form-wide">
        <TextField label="Name" needed="required" value={name} maxLength={80} autoFocus onChange={setName} />
      </div>
      <div className="form-wide">
        <TextAreaField label="Note" value={note} onChange={setNote} />
      </div>
      <div className="form-wide">
        <SelectField label="Seen by" value={shared} options={SHARED} onChange={(next) => setShared(next as Saved['shared'])} />
      </div>
      {own ? (
        <div className="form-wide">
          <CheckField label={`Leave ${own.name} as it is and save a new one`} checked={asNew} onChange={setAsNew} />
        </div>
      ) : null}
    </FormDialog>
  )
}
