import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Role } from '../../domain/access/right.ts'
import { api } from '../app/api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useToast } from '../ui/toast.tsx'
import { ROLE_OPTIONS } from './role-labels.ts'
import { useSaved } from './saved-state.ts'

const BLANK = { name: '', email: '', title: '', role: 'rep' as Role, password: '' }

/** Adds a person; without a password they have no sign-in until one is set. */
export function AddUserDialog({ state, onClose }: { state: 'open' | 'closed'; onClose: () => void }) {
  const queries = useQueryClient()
  const toast = useToast()
  const [fields, setFields] = useState(BLANK)
  const [tried, setTried] = useState(false)
  const { problem, busy, save, forget } = useSaved()
  const set = (change: Partial<typeof BLANK>) => setFields({ ...fields, ...change })
  const wrong = {
    name: fields.name.trim() === '' ? 'Give a name.' : undefined,
    email: /^\S+@\S+\.\S+$/.test(fields.email.trim()) ? undefined : 'Write an address such as ada@example.com.',
    password:
      fields.password === '' || fields.password.length >= 12 ? undefined : 'Use at least 12 characters, or leave it empty.',
  }
  const close = () => {
    setFields(BLANK)
    setTried(false)
    forget()
    onClose()
  }
  const submit = async () => {
    setTried(true)
    if (wrong.name ?? wrong.email ?? wrong.password) return
    const { name, email, title, role, password } = fields
    const person = {
      name: name.trim(),
      email: email.trim(),
      role,
      ...(title.trim() ? { title: title.trim() } : {}),
      ...(password ? { password } : {}),
    }
    if (!(await save(() => api.users.create(person)))) return
    void queries.invalidateQueries({ queryKey: ['users'] })
    toast({ text: `${person.name} added` })
    close()
  }
  return (
    <Dialog
      title="Add a person"
      state={state}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" disabledReason={busy ? 'Being saved' : undefined} onClick={() => void submit()}>
            Add the person
          </Button>
        </>
      }
    >
      <TextField
        label="Name"
        needed="required"
        value={fields.name}
        onChange={(name) => set({ name })}
        problem={tried ? wrong.name : undefined}
        autoFocus
      />
      <TextField
        label="E-mail"
        kind="email"
        needed="required"
        value={fields.email}
        onChange={(email) => set({ email })}
        problem={tried ? wrong.email : undefined}
      />
      <TextField label="Title" value={fields.title} onChange={(title) => set({ title })} />
      <SelectField label="Role" value={fields.role} options={ROLE_OPTIONS} onChange={(role) => set({ role: role as Role })} />
      <TextField
        label="Password"
        kind="password"
        autoComplete="new-password"
        hint="At least 12 characters. Left empty, the person has no sign-in yet"
        value={fields.password}
        onChange={(password) => set({ password })}
        problem={tried ? wrong.password : undefined}
      />
      {problem ? (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
    </Dialog>
  )
}
