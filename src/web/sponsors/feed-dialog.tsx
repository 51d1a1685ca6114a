import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { Button } from '../ui/button.tsx'
import { dateText } from '../ui/date-text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { PlainBlock } from '../ui/plain-block.tsx'
import { Skeleton } from '../ui/state.tsx'
import { feedsQuery } from './sponsor-queries.ts'

/** A private address of one's own calendar for calendar programs: made, copied once, closed again. */
export function FeedDialog({ today, onClose }: { today: string; onClose: () => void }) {
  const queries = useQueryClient()
  const feeds = useQuery(feedsQuery).data?.items
  const [made, setMade] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const run = (act: Promise<unknown>) => {
    setProblem(undefined)
    act.then(
      () => queries.invalidateQueries({ queryKey: feedsQuery.queryKey }),
      (reason: unknown) => setProblem(reason instanceof Error ? reason.message : 'This was not done. Try again.'),
    )
  }
  const make = () => run(api.sponsors.makeFeed({}).then(({ path }) => setMade(`${location.origin}${path}`)))
  return (
    <Dialog
      title="Calendar of executive sponsors"
      state="open"
      onClose={onClose}
      width={560}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button look="primary" onClick={make}>
            Make an address
          </Button>
        </>
      }
    >
      <div className="form-stack">
        <p>
          Calendar programs that subscribe to the address show what is planned with the executives of your accounts, and what the
          cadence proposes. Whoever knows the address reads it.
        </p>
        {made ? (
          <>
            <PlainBlock label="Calendar address" text={made} />
            <p className="label">It is shown this once.</p>
          </>
        ) : null}
        {feeds === undefined ? <Skeleton lines={[100]} label="Loading the addresses" /> : null}
        {feeds && feeds.length > 0 ? (
          <ul className="sponsor-list" aria-label="Open addresses">
            {feeds.map(({ id, createdAt, lastReadAt }) => (
              <li key={id}>
                <span className="outreach-head">
                  <span>
                    <span className="name">Made {dateText(createdAt, today)}</span>{' '}
                    <span className="label">{lastReadAt ? `last read ${dateText(lastReadAt, today)}` : 'not read yet'}</span>
                  </span>
                  <Button
                    size="small"
                    aria-label={`Revoke the address made ${dateText(createdAt, today)}`}
                    onClick={() => {
                      setMade(undefined)
                      run(api.sponsors.revokeFeed({ id }))
                    }}
                  >
                    Revoke
                  </Button>
                </span>
              </li>
            ))}
          </ul>
        ) : null}
        {problem ? (
          <p className="risk-text" role="alert">
            {problem}
          </p>
        ) : null}
      </div>
    </Dialog>
  )
}
