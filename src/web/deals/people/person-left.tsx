import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { Button } from '../../ui/button.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { openPlanOf, savePlansQuery } from './people-queries.ts'
import type { PersonRow } from './people-rows.ts'
import { useSavePlanChanges } from './save-plan-changes.ts'

/** Says that a person left their company, which starts the plan to save the deal; once one is under way there is nothing to say. */
export function PersonLeft({ deal, row }: { deal: Opportunity; row: PersonRow }) {
  const answer = useQuery(savePlansQuery(deal.id, undefined))
  const changes = useSavePlanChanges(deal.id)
  const [saying, setSaying] = useState<'open' | 'closed'>('closed')
  const [note, setNote] = useState('')
  if (!answer.data || openPlanOf(row, answer.data)) return null
  const close = () => setSaying('closed')
  return (
    <>
      <Button size="small" onClick={() => setSaying('open')}>
        Has left the company
      </Button>
      {saying === 'open' ? (
        <FormDialog
          title={`${row.name} has left`}
          onClose={close}
          submit="Start the save plan"
          busy="Being started"
          missing={undefined}
          onSubmit={async () => {
            await changes.start(row, note.trim())
            close()
          }}
        >
          <p className="form-wide">A plan of six steps starts today: who to turn to, by when. Each can be moved or handed on.</p>
          <div className="form-wide">
            <TextField label="How we know" autoFocus value={note} onChange={setNote} maxLength={2000} />
          </div>
        </FormDialog>
      ) : null}
    </>
  )
}
