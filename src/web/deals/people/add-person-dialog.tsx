import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { BUYING_ROLES, ROLE_LABELS, type BuyingRole } from '../../../domain/accounts/contact.ts'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { api } from '../../app/api.ts'
import { useMay } from '../../app/session.ts'
import { useUndo } from '../../app/undo.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { ComboField, MultiSelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { CheckField } from '../../ui/tick-field.tsx'

const ROLES = BUYING_ROLES.map((role) => ({ value: role, label: ROLE_LABELS[role] }))

/** Puts somebody on the deal: a person known at its account, or a new one. */
export function AddPersonDialog({
  deal,
  taken,
  onClose,
}: {
  deal: Opportunity
  taken: ReadonlySet<string>
  onClose: () => void
}) {
  const queries = useQueryClient()
  const offerUndo = useUndo()
  const account = deal.account
  const mayCreate = useMay('accounts:write') && account !== null
  const [who, setWho] = useState<'known' | 'new'>('known')
  const [contact, setContact] = useState<string | null>(null)
  const [fresh, setFresh] = useState({ name: '', title: '', mailbox: '' })
  const [roles, setRoles] = useState<string[]>([])
  const [isPrimary, setPrimary] = useState(false)
  const [state, setState] = useState<'idle' | 'saving'>('idle')
  const [problem, setProblem] = useState<string>()
  const people = useQuery({
    queryKey: ['contacts', 'list', { account: account?.id }],
    queryFn: () => api.contacts.list({ ...(account ? { account: account.id } : {}), limit: 500 }),
  }).data?.items
  const missing =
    state === 'saving'
      ? 'Being added'
      : who === 'known'
        ? contact
          ? undefined
          : 'Choose a person'
        : fresh.name.trim()
          ? undefined
          : 'Write the name'
  const save = async () => {
    setState('saving')
    setProblem(undefined)
    try {
      const id =
        who === 'known'
          ? contact
          : account
            ? (
                await api.contacts.create({
                  accountId: account.id,
                  name: fresh.name.trim(),
                  ...(fresh.title.trim() ? { title: fresh.title.trim() } : {}),
                  ...(fresh.mailbox.trim() ? { mailbox: fresh.mailbox.trim() } : {}),
                })
              ).id
            : null
      if (!id) return
      const added = await api.stakeholders.add({ deal: deal.id, contact: id, roles: roles as BuyingRole[], isPrimary })
      const stale = () =>
        Promise.all(['stakeholders', 'contacts', 'opportunities'].map((noun) => queries.invalidateQueries({ queryKey: [noun] })))
      void stale()
      offerUndo({
        text: `${added.contact.name} added to ${deal.name}`,
        undo: async () => {
          await api.stakeholders.remove({ deal: deal.id, contact: id })
          await stale()
        },
      })
      onClose()
    } catch (reason) {
      setProblem(reason instanceof Error ? reason.message : 'Not added')
      setState('idle')
    }
  }
  return (
    <Dialog
      title="Add person"
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
      <div className="form-stack">
        {mayCreate ? (
          <Segmented
            label="Who"
            value={who}
            onChange={setWho}
            segments={[
              { value: 'known', label: `Known at ${account.name}` },
              { value: 'new', label: 'New person' },
            ]}
          />
        ) : null}
        {who === 'known' ? (
          <ComboField
            label="Person"
            needed="required"
            value={contact}
            onChange={setContact}
            options={(people ?? [])
              .filter((person) => !taken.has(person.id))
              .map((person) => ({ value: person.id, label: person.title ? `${person.name}, ${person.title}` : person.name }))}
            {...(people && people.every((person) => taken.has(person.id))
              ? { hint: 'Everybody known there is on the deal already' }
              : {})}
          />
        ) : (
          <>
            <TextField
              label="Name"
              needed="required"
              value={fresh.name}
              onChange={(name) => setFresh({ ...fresh, name })}
              maxLength={200}
            />
            <TextField label="Title" value={fresh.title} onChange={(title) => setFresh({ ...fresh, title })} maxLength={200} />
            <TextField
              label="Mail address"
              kind="email"
              value={fresh.mailbox}
              onChange={(mailbox) => setFresh({ ...fresh, mailbox })}
              maxLength={320}
            />
          </>
        )}
        <MultiSelectField label="Roles" values={roles} options={ROLES} onChange={setRoles} />
        <CheckField label="Main contact" checked={isPrimary} onChange={setPrimary} />
        {problem ? (
          <p className="risk-text" role="alert">
            {problem}
          </p>
        ) : null}
      </div>
    </Dialog>
  )
}
