import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { useSaved } from '../settings/saved-state.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { PlainBlock } from '../ui/plain-block.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { CheckField } from '../ui/tick-field.tsx'

export type Channel = Awaited<ReturnType<typeof api.alerts.channels>>['items'][number]

export const CHANNEL_LABELS: Readonly<Record<Channel['kind'], string>> = {
  email: 'Mail',
  slack: 'Slack',
  teams: 'Microsoft Teams',
  webhook: 'Signed webhook',
}

const KINDS = Object.entries(CHANNEL_LABELS).map(([value, label]) => ({ value, label }))
const NOTHING = { name: '', url: '', host: '', port: '587', from: '', user: '', password: '' }

/** Adds a channel. A new webhook shows its signing key, once. */
export function ChannelDialog({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient()
  const [kind, setKind] = useState<Channel['kind']>('slack')
  const [fields, setFields] = useState(NOTHING)
  const [urgentOnly, setUrgentOnly] = useState(false)
  const [signingKey, setSigningKey] = useState<string>()
  const { problem, busy, save } = useSaved()
  const field = (name: keyof typeof NOTHING) => ({
    value: fields[name],
    onChange: (value: string) => setFields({ ...fields, [name]: value.trimStart() }),
  })
  const submit = () =>
    save(async () => {
      const { name, url, host, port, from, user, password } = fields
      const mail = { host, port: Number(port), from, user: user || null, password: password || null }
      const made = await api.alerts.saveChannel({ kind, name, urgentOnly, ...(kind === 'email' ? mail : { url }) })
      void queries.invalidateQueries({ queryKey: ['alerts', 'channels'] })
      if (made.signingKey === null) onClose()
      else setSigningKey(made.signingKey)
    })
  return (
    <Dialog
      title={signingKey ? 'Copy the signing key now' : 'Add channel'}
      state="open"
      onClose={onClose}
      width={520}
      actions={
        signingKey ? (
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button look="primary" disabledReason={busy ? 'Being saved' : undefined} onClick={() => void submit()}>
              Add the channel
            </Button>
          </>
        )
      }
    >
      {signingKey ? (
        <>
          <p>This is the only time it is shown. Whoever receives the webhook proves with it that a message is ours.</p>
          <PlainBlock label="Signing key" text={signingKey} />
        </>
      ) : (
        <>
          <SelectField label="Kind" value={kind} options={KINDS} onChange={(value) => setKind(value as Channel['kind'])} />
          <TextField label="Name" needed="required" maxLength={100} {...field('name')} />
          {kind === 'email' ? (
            <>
              <TextField label="Mail server" needed="required" {...field('host')} />
              <TextField label="Port" needed="required" {...field('port')} />
              <TextField label="Sender" needed="required" {...field('from')} />
              <TextField label="User" {...field('user')} />
              <TextField label="Password" kind="password" {...field('password')} />
            </>
          ) : (
            <TextField
              label="Address"
              needed="required"
              hint="It begins with https:// and is kept like a password"
              {...field('url')}
            />
          )}
          <CheckField label="Urgent alerts only" checked={urgentOnly} onChange={setUrgentOnly} />
          {problem ? (
            <p className="field-problem" role="alert">
              {problem}
            </p>
          ) : null}
        </>
      )}
    </Dialog>
  )
}
