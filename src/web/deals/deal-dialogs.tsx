import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ComboField } from '../ui/select-field.tsx'
import { usersQuery } from './company-queries.ts'
import { useDealChanges } from './deal-changes.ts'

/** Gives the deal to another person. The page may be out of sight afterwards; the answer then says so. */
export function AssignDialog({ deal, onClose }: { deal: Opportunity; onClose: () => void }) {
  const changes = useDealChanges()
  const users = useQuery(usersQuery).data?.items ?? []
  const [owner, setOwner] = useState<string | null>(null)
  const [problem, setProblem] = useState<string>()
  const chosen = users.find((user) => user.id === owner)
  const save = () => {
    if (chosen)
      changes
        .assign(deal, { id: chosen.id, name: chosen.name })
        .then(onClose, (reason: unknown) => setProblem(reason instanceof Error ? reason.message : 'Not saved'))
  }
  return (
    <Dialog
      title={`Give ${deal.name} to another owner`}
      state="open"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabledReason={chosen ? undefined : 'Choose the new owner'} onClick={save}>
            Give deal
          </Button>
        </>
      }
    >
      <ComboField
        label="New owner"
        hint={`Now ${deal.owner?.name ?? 'nobody'}`}
        problem={problem}
        needed="required"
        value={owner}
        onChange={setOwner}
        options={users
          .filter((user) => user.active && user.id !== deal.owner?.id)
          .map((user) => ({ value: user.id, label: user.name }))}
      />
    </Dialog>
  )
}

/** Deletes after asking, and goes back to the list. Undo brings the deal back. */
export function DeleteDialog({ deal, back, onClose }: { deal: Opportunity; back: string; onClose: () => void }) {
  const changes = useDealChanges()
  const router = useRouter()
  const [problem, setProblem] = useState<string>()
  const remove = () => {
    const leave = () => {
      onClose()
      router.history.push(back)
    }
    changes.remove(deal, leave).catch((reason: unknown) => setProblem(reason instanceof Error ? reason.message : 'Not deleted'))
  }
  return (
    <Dialog
      title={`Delete ${deal.name}`}
      state="open"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Keep deal</Button>
          <Button look="danger" onClick={remove}>
            Delete deal
          </Button>
        </>
      }
    >
      <p>The deal disappears from every list and figure. Its history stays in the journal.</p>
      {problem ? (
        <p className="risk-text" role="alert">
          {problem}
        </p>
      ) : null}
    </Dialog>
  )
}
