import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../../app/session.ts'
import { DateField } from '../../ui/date-field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { ComboField, SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { usersQuery } from '../company-queries.ts'
import type { PromiseMade } from './people-queries.ts'
import type { PersonRow } from './people-rows.ts'
import type { PromiseChanges } from './promise-changes.ts'

interface PromiseDialogProps {
  /** The promise to change; a new one, where none is given. */
  made: PromiseMade | undefined
  people: readonly PersonRow[]
  changes: PromiseChanges
  today: string
  onClose: () => void
}

/** Writes down what somebody promised, or changes what and when; who it was stays as it was said. */
export function PromiseDialog({ made, people, changes, today, onClose }: PromiseDialogProps) {
  const me = useMe()
  const users = useQuery(usersQuery).data?.items ?? []
  const [side, setSide] = useState<'ours' | 'theirs'>('ours')
  const [user, setUser] = useState<string | null>(me?.id ?? null)
  const [contact, setContact] = useState<string | null>(null)
  const [what, setWhat] = useState(made?.what ?? '')
  const [due, setDue] = useState(made?.dueOn ?? null)
  return (
    <FormDialog
      title={made ? 'Change promise' : 'Add promise'}
      onClose={onClose}
      submit={made ? 'Save promise' : 'Add promise'}
      busy="Being saved"
      missing={what.trim() ? undefined : 'Write what was promised'}
      onSubmit={async () => {
        const said = what.trim()
        await (made
          ? changes.change(made, { what: said, dueOn: due }, `Promise changed: ${said}`)
          : changes.add({
              side,
              what: said,
              dueOn: due,
              ...(side === 'ours' ? { user, contact: null } : { contact, user: null }),
            }))
        onClose()
      }}
    >
      <div className="form-wide">
        <TextField label="What" needed="required" autoFocus value={what} onChange={setWhat} maxLength={500} />
      </div>
      {made ? null : (
        <>
          <SelectField
            label="Whose promise"
            value={side}
            options={[
              { value: 'ours', label: 'Ours' },
              { value: 'theirs', label: 'Theirs' },
            ]}
            onChange={(given) => setSide(given === 'theirs' ? 'theirs' : 'ours')}
          />
          {side === 'ours' ? (
            <ComboField
              label="Who of ours"
              value={user}
              onChange={setUser}
              options={users.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name }))}
            />
          ) : (
            <ComboField
              label="Who of theirs"
              value={contact}
              onChange={setContact}
              options={people.map(({ id, name, title }) => ({ value: id, label: title ? `${name}, ${title}` : name }))}
            />
          )}
        </>
      )}
      <DateField label="Due" value={due} onChange={setDue} today={today} />
    </FormDialog>
  )
}
