import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ROLE_LABELS } from '../../../domain/accounts/contact.ts'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { api } from '../../app/api.ts'
import { useMay } from '../../app/session.ts'
import { useUndo } from '../../app/undo.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Empty } from '../../ui/state.tsx'
import { seatLabel } from './map-card.tsx'
import type { MapGhost, Recommended } from './people-queries.ts'

const SOURCES = {
  crm_account: 'in the CRM',
  email_cc: 'copied on mail',
  meeting_guest: 'guest of a meeting',
  network: 'on an imported list',
} as const

/** Who could fill a seat that nobody fills: why, from where they are known, who could bring us to them, and a button that adds them. */
export function SuggestionsDialog({ deal, ghost, onClose }: { deal: Opportunity; ghost: MapGhost; onClose: () => void }) {
  return (
    <Dialog title={`${seatLabel(ghost.roles)}: not identified`} state="open" onClose={onClose} width={560}>
      <p>{ghost.reason}</p>
      <p>{ghost.action}.</p>
      {ghost.candidates.length === 0 ? (
        <Empty title="Nobody known at the customer has such a title">Ask the people of the deal who does this.</Empty>
      ) : (
        <ul className="suggestions" aria-label="Suggestions">
          {ghost.candidates.map((person) => (
            <Candidate key={person.contactId ?? person.mailbox ?? person.name} deal={deal} person={person} onAdded={onClose} />
          ))}
        </ul>
      )}
    </Dialog>
  )
}

/** One person who is not on the deal yet. */
export function Candidate({ deal, person, onAdded }: { deal: Opportunity; person: Recommended; onAdded: () => void }) {
  const { state, problem, add } = useAdding(deal, person, onAdded)
  const way = person.wayIn[0]
  return (
    <li>
      <div className="plain-lines">
        <span className="name">{person.name}</span>
        <span className="label">
          {[person.title, person.roles.map((role) => ROLE_LABELS[role]).join(', ')].filter(Boolean).join(' · ')}
        </span>
        <span>{person.reason}</span>
        <span className="label">{person.sources.map((source) => SOURCES[source]).join(', ')}</span>
        {way ? (
          <span>
            Way in: {way.name}, {way.how.charAt(0).toLowerCase() + way.how.slice(1)}
          </span>
        ) : null}
        {problem ? (
          <span className="risk-text" role="alert">
            {problem}
          </span>
        ) : null}
      </div>
      {add ? (
        <Button size="small" disabledReason={state === 'adding' ? 'Being added' : undefined} onClick={() => void add()}>
          Add<span className="unseen"> {person.name}</span>
        </Button>
      ) : null}
    </li>
  )
}

function useAdding(deal: Opportunity, person: Recommended, onAdded: () => void) {
  const queries = useQueryClient()
  const offerUndo = useUndo()
  const mayAdd = useMay('deals:write')
  const mayCreate = useMay('accounts:write')
  const [state, setState] = useState<'idle' | 'adding'>('idle')
  const [problem, setProblem] = useState<string>()
  const { account } = deal
  const possible = mayAdd && (person.contactId !== null || (mayCreate && account !== null))
  const add = async () => {
    setState('adding')
    setProblem(undefined)
    try {
      const contact = person.contactId ?? (await created(account?.id ?? '', person))
      // The role is a suggestion until somebody who knows the person confirms it.
      await api.stakeholders.add({ deal: deal.id, contact, roles: [], isPrimary: false })
      const stale = () =>
        Promise.all(['stakeholders', 'contacts', 'opportunities'].map((noun) => queries.invalidateQueries({ queryKey: [noun] })))
      void stale()
      offerUndo({
        text: `${person.name} added to ${deal.name}`,
        undo: async () => {
          await api.stakeholders.remove({ deal: deal.id, contact })
          await stale()
        },
      })
      onAdded()
    } catch (reason) {
      setProblem(reason instanceof Error ? reason.message : 'Not added')
      setState('idle')
    }
  }
  return { state, problem, add: possible ? add : undefined }
}

async function created(accountId: string, { name, title, mailbox }: Recommended): Promise<string> {
  const { id } = await api.contacts.create({
    accountId,
    name,
    ...(title ? { title } : {}),
    ...(mailbox ? { mailbox } : {}),
  })
  return id
}
