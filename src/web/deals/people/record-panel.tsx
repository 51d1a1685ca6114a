import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { Threading } from '../deal-queries.ts'

const percent = (share: number) => `${Math.round(share * 100)}%`

/** How threads and winning went together in the company's own closed deals at this stage, and on how many that rests. */
export function RecordPanel({ threading }: { threading: Threading }) {
  const [basis, setBasis] = useState<'shown' | 'hidden'>('hidden')
  const { winRate, wonDeals, active } = threading
  if (!winRate) return null
  return (
    <Panel
      title="Threads and winning"
      hint={winRate.source === 'table' ? 'table, not your own deals' : `own record, ${winRate.deals} closed deals`}
      actions={
        <Button size="small" aria-expanded={basis === 'shown'} onClick={() => setBasis(basis === 'shown' ? 'hidden' : 'shown')}>
          What it rests on
        </Button>
      }
    >
      <p>{winRate.sentence}</p>
      {winRate.computing ? <p className="label">Your deals are being read; this rests on what was known before.</p> : null}
      {wonDeals ? (
        <p className="label">
          {wonDeals.deals} won deals of this segment had {wonDeals.active} active threads at this stage, as a median; this one has{' '}
          {active}.
        </p>
      ) : null}
      {basis === 'shown' ? (
        <table className="stood">
          <thead>
            <tr>
              <th scope="col">Active threads</th>
              <th scope="col">Won</th>
              <th scope="col">Range, 90%</th>
              <th scope="col">Deals</th>
            </tr>
          </thead>
          <tbody>
            {winRate.levels.map(({ threads, deals, won, rate, low, high }) => (
              <tr key={threads} aria-current={threads === winRate.threads || undefined}>
                <th scope="row">
                  {threads === 4 ? '4 and more' : threads}
                  {threads === winRate.threads ? ', this deal' : ''}
                </th>
                <td>{percent(rate)}</td>
                <td>
                  {percent(low)} – {percent(high)}
                </td>
                <td>
                  {won} of {deals}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </Panel>
  )
}
