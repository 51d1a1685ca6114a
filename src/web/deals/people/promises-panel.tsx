import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { useMay } from '../../app/session.ts'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Failure, Skeleton } from '../../ui/state.tsx'
import { promisesQuery, type PromiseMade, type Promises } from './people-queries.ts'
import type { PersonRow } from './people-rows.ts'
import { usePromiseChanges } from './promise-changes.ts'
import { PromiseDialog } from './promise-dialog.tsx'
import { PromiseLine } from './promise-line.tsx'
import { Refusal, useAttempt } from './use-attempt.tsx'

interface PromisesPanelProps {
  deal: Opportunity
  rows: readonly PersonRow[]
  asOf: string | undefined
  today: string
}

const SIDES = [
  { side: 'ours', title: 'We promised' },
  { side: 'theirs', title: 'They promised' },
] as const

/** Who promised what on the deal, by side: what is due, and what was kept. */
export function PromisesPanel({ deal, rows, asOf, today }: PromisesPanelProps) {
  const answer = useQuery(promisesQuery(deal.id, asOf))
  const mayWrite = useMay('deals:write') && asOf === undefined
  const changes = usePromiseChanges(deal.id)
  const { problem, attempt } = useAttempt()
  const [dialog, setDialog] = useState<'new' | PromiseMade>()
  const [settled, setSettled] = useState<'shown' | 'hidden'>('hidden')
  const given = answer.data
  const add = mayWrite ? (
    <Button size="small" icon={<IconPlus size={14} aria-hidden="true" />} onClick={() => setDialog('new')}>
      Add promise
    </Button>
  ) : null
  const over = given?.items.filter(({ state }) => state !== 'open').length ?? 0
  return (
    <Panel
      title="Promises"
      hint={given && given.items.length > 0 ? keptText(given) : undefined}
      actions={
        given ? (
          <>
            {over > 0 ? (
              <Button
                size="small"
                look="quiet"
                aria-expanded={settled === 'shown'}
                onClick={() => setSettled(settled === 'shown' ? 'hidden' : 'shown')}
              >
                Settled, {over}
              </Button>
            ) : null}
            {add}
          </>
        ) : null
      }
    >
      {answer.isError && !given ? (
        <Failure title="Could not load the promises" onRetry={() => void answer.refetch()}>
          {answer.error.message}
        </Failure>
      ) : null}
      {answer.isPending ? <Skeleton lines={[100, 100]} label="Loading the promises" /> : null}
      {given?.items.length === 0 ? (
        <p className="label">None is written down: what each side said it would do, and by when.</p>
      ) : null}
      {given && given.items.length > 0 ? (
        <div className="promises">
          {SIDES.map(({ side, title }) => {
            const items = given.items.filter((one) => one.side === side && (one.state === 'open' || settled === 'shown'))
            return (
              <section key={side} aria-label={title}>
                <h3 className="field-label">{title}</h3>
                {items.length === 0 ? <p className="label">Nothing open</p> : null}
                <ul className="promise-list">
                  {items.map((one) => (
                    <PromiseLine
                      key={one.id}
                      made={one}
                      today={today}
                      {...(mayWrite
                        ? {
                            onState: (state, text) => attempt(changes.change(one, { state }, text)),
                            onEdit: () => setDialog(one),
                          }
                        : {})}
                    />
                  ))}
                </ul>
              </section>
            )
          })}
        </div>
      ) : null}
      <Refusal problem={problem} />
      {dialog ? (
        <PromiseDialog
          made={dialog === 'new' ? undefined : dialog}
          people={rows}
          changes={changes}
          today={today}
          onClose={() => setDialog(undefined)}
        />
      ) : null}
    </Panel>
  )
}

function keptText({ kept }: Promises): string | undefined {
  const said = [
    kept.ours.settled > 0 ? `we kept ${kept.ours.kept} of ${kept.ours.settled}` : null,
    kept.theirs.settled > 0 ? `they kept ${kept.theirs.kept} of ${kept.theirs.settled}` : null,
  ].filter((part) => part !== null)
  return said.length > 0 ? said.join(', ') : undefined
}
