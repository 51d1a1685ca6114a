import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Segment } from '../../domain/opportunities/opportunity.ts'
import { api } from '../app/api.ts'
import { SEGMENT_OPTIONS } from '../deals/deal-words.ts'
import { written } from '../ui/form-dialog.tsx'
import { NamedFormDialog } from '../ui/named-form-dialog.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { Account } from './account-words.ts'

const EMPTY = { name: '', industry: '', segment: '', website: '', city: '', country: '' }

/** Asks for what a new account needs; only its name is required. It belongs to whoever creates it. */
export function NewAccountDialog({ onCreated, onClose }: { onCreated: (account: Account) => void; onClose: () => void }) {
  const queries = useQueryClient()
  const [fields, setFields] = useState(EMPTY)
  const put = (change: Partial<typeof EMPTY>) => setFields((before) => ({ ...before, ...change }))
  const save = async () => {
    const given = written(fields)
    const account = await api.accounts.create({
      ...given,
      name: fields.name.trim(),
      segment: given.segment ? (given.segment as Segment) : null,
    })
    void queries.invalidateQueries({ queryKey: ['accounts'] })
    onCreated(account)
  }
  return (
    <NamedFormDialog
      title="New account"
      onClose={onClose}
      width={520}
      submit="Create account"
      busy="Being created"
      name={fields.name}
      onName={(name) => put({ name })}
      maxLength={300}
      unnamed="Give the account a name"
      onSubmit={save}
    >
      <TextField label="Industry" value={fields.industry} onChange={(industry) => put({ industry })} maxLength={200} />
      <SelectField
        label="Segment"
        value={fields.segment}
        options={[{ value: '', label: 'Not known' }, ...SEGMENT_OPTIONS]}
        onChange={(segment) => put({ segment })}
      />
      <TextField label="City" value={fields.city} onChange={(city) => put({ city })} maxLength={100} />
      <TextField label="Country" value={fields.country} onChange={(country) => put({ country })} maxLength={100} />
      <div className="form-wide">
        <TextField label="Website" value={fields.website} onChange={(website) => put({ website })} maxLength={300} />
      </div>
    </NamedFormDialog>
  )
}
