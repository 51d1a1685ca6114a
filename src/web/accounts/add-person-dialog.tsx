import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Contact } from '../../domain/accounts/contact.ts'
import { api } from '../app/api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
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
  const [state, setState] = useState<'idle' | 'saving'>('idle')
  const [problem, setProblem] = useState<string>()
  const put = (change: Partial<typeof EMPTY>) => setFields((before) => ({ ...before, ...change }))
  const missing = state === 'saving' ? 'Being added' : fields.name.trim() === '' ? 'Write the name' : undefined
  const save = async () => {
    setState('saving')
    setProblem(undefined)
    try {
      const given = Object.fromEntries(
        Object.entries(fields)
          .map(([key, value]) => [key, value.trim()] as const)
          .filter(([, value]) => value !== ''),
      ) as Partial<typeof EMPTY>
      const person = await api.contacts.create({ ...given, name: fields.name.trim(), accountId: account.id })
      for (const noun of ['contacts', 'accounts']) void queries.invalidateQueries({ queryKey: [noun] })
      onAdded(person)
    } catch (reason) {
      setProblem(reason instanceof Error ? reason.message : 'Not added')
      setState('idle')
    }
  }
  return (
    <Dialog
      title={`Add a person at ${account.name}`}
      state="open"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabledReason={missing} onClick={() => void save()}>
            Add person
          </Button>
        </>
      }
    >
      <form
        className="form-grid"
        onSubmit={(event) => {
          event.preventDefault()
          if (!missing) void save()
        }}
      >
        <div className="form-wide">
          <TextField
            label="Name"
            needed="required"
            value={fields.name}
            onChange={(name) => put({ name })}
            maxLength={200}
            autoFocus
          />
        </div>
        <TextField label="Title" value={fields.title} onChange={(title) => put({ title })} maxLength={200} />
        <TextField label="Department" value={fields.department} onChange={(department) => put({ department })} maxLength={200} />
        <TextField label="Mail" kind="email" value={fields.mailbox} onChange={(mailbox) => put({ mailbox })} maxLength={320} />
        <TextField label="Phone" value={fields.phone} onChange={(phone) => put({ phone })} maxLength={60} />
        {problem ? (
          <p className="risk-text form-wide" role="alert">
            {problem}
          </p>
        ) : null}
        <button type="submit" className="unseen" tabIndex={-1} aria-hidden="true" />
      </form>
    </Dialog>
  )
}
