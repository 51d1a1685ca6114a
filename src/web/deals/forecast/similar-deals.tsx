import { useState, type ReactNode } from 'react'
import { paths } from '../../app/paths.ts'
import { Button } from '../../ui/button.tsx'
import { dateText } from '../../ui/date-text.ts'
import { moneyText } from '../../ui/money-text.ts'
import { Status } from '../../ui/status.tsx'
import type { DealOutlook } from '../deal-queries.ts'
import { chanceText, countText } from '../deal-words.ts'

type Similar = NonNullable<NonNullable<DealOutlook['now']>['similar']>

/** Past deals nearest to this one in what the model looks at, what came of them, and whether that fits what the model says. */
export function SimilarDeals({
  similar,
  chance,
  today,
  most,
  below,
}: {
  similar: Similar | null
  chance: number
  today: string
  most: number
  /** What stands below what is said of them. */
  below?: ReactNode
}) {
  const [shown, setShown] = useState(most)
  if (!similar || similar.n === 0)
    return <p className="label">Not available: no decided deal of this stage is recorded well enough to compare with.</p>
  const hidden = similar.n - similar.deals.length
  return (
    <>
      <p>
        Of the {countText(similar.n, 'deal')} most like it, <span className="value">{similar.wins} were won</span>. Drawn towards
        the chance stated, as so few deals must be, that is {chanceText(similar.shrunkRate)}.{' '}
        {similar.disagrees ? (
          <Status tone="warn">That does not fit the {chanceText(chance)} stated, by more than chance allows</Status>
        ) : (
          <span className="label">That fits the {chanceText(chance)} stated.</span>
        )}
      </p>
      {below}
      <ul className="similar">
        {similar.deals.slice(0, shown).map((deal) => (
          <li key={deal.id}>
            <a className="name cut" href={paths.deal(deal.id)}>
              {deal.name}
            </a>
            <Status tone={deal.won ? 'good' : 'mute'}>
              {deal.won ? 'Won' : 'Lost'}
              {deal.amount ? ` ${moneyText(deal.amount)}` : ''}
            </Status>
            <span className="label">
              alike on {dateText(deal.alikeOn, today)}, closed {dateText(deal.closedOn, today)}
            </span>
          </li>
        ))}
      </ul>
      {shown < similar.deals.length ? (
        <Button size="small" onClick={() => setShown(similar.deals.length)}>
          Show all {similar.deals.length}
        </Button>
      ) : null}
      {hidden > 0 ? (
        <p className="label">
          {countText(hidden, 'deal')} of them {hidden === 1 ? 'is' : 'are'} not yours to see.
        </p>
      ) : null}
    </>
  )
}
