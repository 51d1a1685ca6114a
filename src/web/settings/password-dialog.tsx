import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { useMe } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useToast } from '../ui/toast.tsx'
import { useSaved } from './saved-state.ts'

/** The server takes no shorter one. */
const LEAST = 12

interface PasswordDialogProps {
  person: { id: string; name: string; email: string | null }
  state: 'open' | 'closed'
  onClose: () => void
}

/**
 * Gives a person a sign-in or a new password; one's own only against the present one. Waits for the server, since it ends the
 * sessions of the old one.
 */
export function PasswordDialog({ person, state, onClose }: PasswordDialogProps) {
  const [current, setCurrent] = useState('')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const { problem, busy, save } = useSaved()
  const queries = useQueryClient()
  const toast = useToast()
  const own = useMe()?.id === person.id
  const close = () => {
    setCurrent('')
    setPassword('')
    setTried(false)
    onClose()
  }
  const submit = async () => {
    setTried(true)
    if (password.length < LEAST || (own && current === '')) return
    const change = () =>
      own ? api.session.changePassword({ current, password }) : api.users.setPassword({ id: person.id, password })
    if (!(await save(change))) return
    // One's own session ended with the old password; asking who is signed in leads to the sign-in.
    if (own) return location.reload()
    void queries.invalidateQueries({ queryKey: ['users'] })
    toast({ text: `New password set for ${person.name}` })
    close()
  }
  const short = tried && password.length < LEAST ? `Use at least ${LEAST} characters.` : undefined
  return (
    <Dialog
      title={own ? 'Change your password' : `Set a password for ${person.name}`}
      state={state}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" disabledReason={busy ? 'Being saved' : undefined} onClick={() => void submit()}>
            Set password
          </Button>
        </>
      }
    >
      {own ? (
        <TextField
          label="Present password"
          kind="password"
          autoComplete="current-password"
          needed="required"
          problem={problem ?? (tried && current === '' ? 'Write the password you signed in with.' : undefined)}
          value={current}
          onChange={setCurrent}
          autoFocus
        />
      ) : null}
      <TextField
        label="New password"
        kind="password"
        autoComplete="new-password"
        needed="required"
        hint={`At least ${LEAST} characters. ${own ? 'You are signed out everywhere and sign in again.' : 'Sessions that began with the old one end.'}`}
        problem={short ?? (own ? undefined : problem)}
        value={password}
        onChange={setPassword}
        autoFocus={!own}
      />
    </Dialog>
  )
}
