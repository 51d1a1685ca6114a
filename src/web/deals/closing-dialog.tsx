import { useState } from 'react'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import type { PipelineStage } from '../../domain/opportunities/stage.ts'
import { Button } from '../ui/button.tsx'
import { DateField } from '../ui/date-field.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Definitions } from '../ui/facts.tsx'
import { moneyText } from '../ui/money-text.ts'
import { TextAreaField } from '../ui/text-field.tsx'
import type { Closing } from './deal-changes.ts'

interface ClosingDialogProps {
  deal: Opportunity
  to: PipelineStage
  today: string
  /** Rejects with the reason where the server refuses; the dialog then stays. */
  onClose: (closing: Closing) => Promise<void>
  onCancel: () => void
}

/** Asks when a deal was won or lost, and why it was lost, before it moves there. */
export function ClosingDialog({ deal, to, today, onClose, onCancel }: ClosingDialogProps) {
  const won = to.canonical === 'closed_won'
  const [closedOn, setClosedOn] = useState<string | null>(today)
  const [lostReason, setLostReason] = useState('')
  const [state, setState] = useState<'idle' | 'saving'>('idle')
  const [problem, setProblem] = useState<string>()
  const late = closedOn !== null && closedOn > today
  const save = () => {
    if (closedOn === null || late || state === 'saving') return
    setState('saving')
    onClose({ closedOn, ...(won ? {} : { lostReason: lostReason.trim() }) }).catch((reason: unknown) => {
      setProblem(reason instanceof Error ? reason.message : 'Not saved')
      setState('idle')
    })
  }
  return (
    <Dialog
      title={won ? `Mark ${deal.name} as won` : `Mark ${deal.name} as lost`}
      state="open"
      onClose={onCancel}
      actions={
        <>
          <Button onClick={onCancel}>Cancel</Button>
          <Button look="primary" onClick={save} disabledReason={closedOn === null ? 'Say when it closed' : undefined}>
            {won ? 'Mark as won' : 'Mark as lost'}
          </Button>
        </>
      }
    >
      <div className="form-stack">
        <Definitions
          facts={[
            { id: 'amount', label: 'Amount', value: deal.amount ? moneyText(deal.amount, 'exact') : 'No amount' },
            { id: 'stage', label: 'Stage now', value: deal.stageName },
          ]}
        />
        <DateField
          label="Closed on"
          value={closedOn}
          onChange={setClosedOn}
          today={today}
          needed="required"
          problem={late ? 'This day lies in the future' : undefined}
        />
        {won ? null : <TextAreaField label="Why it was lost" needed="optional" value={lostReason} onChange={setLostReason} />}
        {problem ? (
          <p className="risk-text" role="alert">
            {problem}
          </p>
        ) : null}
      </div>
    </Dialog>
  )
}
