import { useCallback, useState, type ReactNode } from 'react'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { isClosed, type PipelineStage } from '../../domain/opportunities/stage.ts'
import { ClosingDialog } from './closing-dialog.tsx'
import { useDealChanges } from './deal-changes.ts'
import { today } from './today.ts'

interface Asked {
  readonly deal: Opportunity
  readonly to: PipelineStage
  readonly done: () => void
  readonly left: (reason: Error) => void
}

/** Moves deals to stages from menus, fields and drops alike. Put `dialog` on the page: it asks for day and reason when a deal closes. */
export function useStageMove(): { move: (deal: Opportunity, to: PipelineStage) => Promise<void>; dialog: ReactNode } {
  const changes = useDealChanges()
  const [asked, setAsked] = useState<Asked>()
  const move = useCallback(
    (deal: Opportunity, to: PipelineStage) =>
      isClosed(to.canonical) ? new Promise<void>((done, left) => setAsked({ deal, to, done, left })) : changes.move(deal, to),
    [changes],
  )
  const dialog = asked ? (
    <ClosingDialog
      deal={asked.deal}
      to={asked.to}
      today={today()}
      onClose={async (closing) => {
        await changes.move(asked.deal, asked.to, closing)
        asked.done()
        setAsked(undefined)
      }}
      onCancel={() => {
        asked.left(new Error(`Still in ${asked.deal.stageName}`))
        setAsked(undefined)
      }}
    />
  ) : null
  return { move, dialog }
}
