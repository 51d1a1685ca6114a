import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Contact } from '../../domain/accounts/contact.ts'
import { api } from '../app/api.ts'
import { written } from '../ui/form-dialog.tsx'
import { NamedFormDialog } from '../ui/named-form-dialog.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { Account } from './account-words.ts'

const EMPTY = { name: '', title: '', department: '', mailbox: '', phone: '' }

/** Adds somebody to the account; only the name is required. */
export function AddPersonDialog({
  account,
  onAdded,
  onClose,
}: {
  account: Account
  onAdded: (person: Contact) => void
  onClose: () => void
}) {
  const queries = useQueryClient()
  const [fields, setFields] = useState(EMPTY)
  const put = (change: Partial<typeof EMPTY>) => setFields((before) => ({ ...before, ...change }))
  const save = async () => {
    const given = written(fields)
    const person = await api.contacts.create({ ...given, name: fields.name.trim(), accountId: account.id })
    for (const noun of ['contacts', 'accounts']) void queries.invalidateQueries({ queryKey: [noun] })
    onAdded(person)
  }
  return (
    <NamedFormDialog
      title={`Add a person at ${account.name}`}
      onClose={onClose}
      submit="Add person"
      busy="Being added"
      name={fields.name}
      onName={(name) => put({ name })}
      maxLength={200}
      unnamed="Write the name"
      onSubmit={save}
    >
      <TextField label="Title" value={fields.title} onChange={(title) => put({ title })} maxLength={200} />
      <TextField label="Department" value={fields.department} onChange={(department) => put({ department })} maxLength={200} />
      <TextField label="Mail" kind="email" value={fields.mailbox} onChange={(mailbox) => put({ mailbox })} maxLength={320} />
      <TextField label="Phone" value={fields.phone} onChange={(phone) => put({ phone })} maxLength={60} />
    </NamedFormDialog>
  )
}
