import { IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { Button } from '../ui/button.tsx'
import { dateText, instantText } from '../ui/date-text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { PlainBlock } from '../ui/plain-block.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { Empty, Skeleton } from '../ui/state.tsx'
import { Status } from '../ui/status.tsx'
import type { Column } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/data-table.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useToast } from '../ui/toast.tsx'
import { today } from '../deals/today.ts'
import { QueryFailure } from './query-failure.tsx'
import { useSaved } from './saved-state.ts'

type Key = Awaited<ReturnType<typeof api.keys.list>>['items'][number]

const LIFETIMES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'One year' },
  { value: 'never', label: 'Until it is revoked' },
]

/** The keys that programs and agents use to act as this person. */
export function KeysSection() {
  const keys = useQuery({ queryKey: ['keys', 'list'], queryFn: () => api.keys.list({}) })
  const [creating, setCreating] = useState<'open' | 'closed'>('closed')
  const [revoked, setRevoked] = useState<Key>()
  const create = (
    <Button look="primary" icon={<IconPlus size={15} stroke={1.8} />} onClick={() => setCreating('open')}>
      New key
    </Button>
  )
  if (keys.isLoadingError) return <QueryFailure what="your API keys" query={keys} />
  return (
    <>
      <PageHeader title="API keys" note="A key sees what you see and may do what you may" actions={create} />
      {keys.data ? (
        <DataTable
          label="API keys"
          rows={keys.data.items}
          columns={columns(new Date(keys.dataUpdatedAt), setRevoked)}
          rowId={(key) => key.id}
          rowName={(key) => key.name}
          empty={<Empty title="You have no API keys">Programs and agents sign in with a key, in the header x-api-key.</Empty>}
          phone={(key) => ({
            title: key.name,
            status: expiry(key),
            number: (
              <Button size="small" aria-label={`Revoke ${key.name}`} onClick={() => setRevoked(key)}>
                Revoke
              </Button>
            ),
          })}
        />
      ) : (
        <Skeleton />
      )}
      <CreateKey state={creating} onClose={() => setCreating('closed')} />
      <RevokeKey apiKey={revoked} onClose={() => setRevoked(undefined)} />
    </>
  )
}

function columns(now: Date, onRevoke: (key: Key) => void): Column<Key>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      value: (key) => key.name,
      cell: (key) => <span className="name">{key.name}</span>,
      width: 180,
      grow: 1,
      priority: 1,
    },
    {
      id: 'start',
      header: 'Begins with',
      value: (key) => key.start,
      cell: (key) => (key.start ? <code>{key.start}…</code> : '–'),
      width: 130,
      priority: 2,
    },
    {
      id: 'created',
      header: 'Made',
      value: (key) => key.createdAt,
      cell: (key) => instantText(key.createdAt, now),
      width: 110,
      priority: 4,
    },
    {
      id: 'used',
      header: 'Last used',
      value: (key) => key.lastUsedAt,
      cell: (key) => (key.lastUsedAt ? instantText(key.lastUsedAt, now) : 'Never'),
      width: 110,
      priority: 3,
    },
    { id: 'expires', header: 'Expires', value: (key) => key.expiresAt, cell: expiry, width: 170, priority: 2 },
    {
      id: 'actions',
      header: 'Actions',
      head: <span className="unseen">Actions</span>,
      value: () => null,
      sort: 'none',
      align: 'end',
      width: 90,
      priority: 1,
      cell: (key) => (
        <Button size="small" aria-label={`Revoke ${key.name}`} onClick={() => onRevoke(key)}>
          Revoke
        </Button>
      ),
    },
  ]
}

function expiry(key: Key) {
  if (key.expiresAt === null) return 'When it is revoked'
  if (key.expiresAt.slice(0, 10) < today()) return <Status tone="mute">Expired {dateText(key.expiresAt, today())}</Status>
  return dateText(key.expiresAt, today())
}

function CreateKey({ state, onClose }: { state: 'open' | 'closed'; onClose: () => void }) {
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [lifetime, setLifetime] = useState('90')
  const [tried, setTried] = useState(false)
  const [made, setMade] = useState<string>()
  const { problem, busy, save } = useSaved()
  const close = () => {
    setName('')
    setTried(false)
    setMade(undefined)
    onClose()
  }
  const submit = async () => {
    setTried(true)
    if (name.trim() === '') return
    await save(async () => {
      const given = lifetime === 'never' ? {} : { expiresInDays: Number(lifetime) }
      setMade((await api.keys.create({ name: name.trim(), ...given })).key)
      void queries.invalidateQueries({ queryKey: ['keys'] })
    })
  }
  return (
    <Dialog
      title={made ? 'Copy the key now' : 'New API key'}
      state={state}
      onClose={close}
      width={520}
      actions={
        made ? (
          <Button look="primary" onClick={close}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={close}>Cancel</Button>
            <Button look="primary" disabledReason={busy ? 'Being made' : undefined} onClick={() => void submit()}>
              Make the key
            </Button>
          </>
        )
      }
    >
      {made ? (
        <>
          <p>This is the only time it is shown. Whoever has it acts as you.</p>
          <PlainBlock label={`Key ${name}`} text={made} />
        </>
      ) : (
        <>
          <TextField
            label="Name"
            needed="required"
            hint="What it is for, such as: Nightly export"
            maxLength={100}
            problem={tried && name.trim() === '' ? 'Give the key a name.' : problem}
            value={name}
            onChange={setName}
            autoFocus
          />
          <SelectField label="Works for" value={lifetime} options={LIFETIMES} onChange={setLifetime} />
        </>
      )}
    </Dialog>
  )
}

function RevokeKey({ apiKey, onClose }: { apiKey: Key | undefined; onClose: () => void }) {
  const queries = useQueryClient()
  const toast = useToast()
  const { problem, busy, save } = useSaved()
  const revoke = async (key: Key) => {
    if (!(await save(() => api.keys.revoke({ id: key.id })))) return
    void queries.invalidateQueries({ queryKey: ['keys'] })
    toast({ text: `Key ${key.name} revoked` })
    onClose()
  }
  return (
    <Dialog
      title={`Revoke ${apiKey?.name ?? 'the key'}`}
      state={apiKey ? 'open' : 'closed'}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="danger"
            disabledReason={busy ? 'Being revoked' : undefined}
            onClick={() => void (apiKey && revoke(apiKey))}
          >
            Revoke the key
          </Button>
        </>
      }
    >
      <p>Whatever uses the key stops working at once. This cannot be undone; a new key can be made.</p>
      {problem ? (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
    </Dialog>
  )
}
