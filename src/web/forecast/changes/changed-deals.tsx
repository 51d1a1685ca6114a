import { useState } from 'react'
import { paths } from '../../app/paths.ts'
import { chanceText } from '../../deals/deal-words.ts'
import { dateText } from '../../ui/date-text.ts'
import { moneyText } from '../../ui/money-text.ts'
import { ShowMore } from '../../ui/show-more.tsx'
import type { Changes } from '../forecast-search.ts'
import { KIND_WORDS } from './change-words.ts'

type ChangedDeal = Changes['deals'][number]

const PAGE = 25

/** Deals with what they moved the p50 by, in two lines each: for the narrow side of a page and for phones. */
export function ChangedDeals({
  deals,
  today,
  owners,
}: {
  deals: readonly ChangedDeal[]
  today: string
  owners: 'shown' | 'hidden'
}) {
  const [shown, setShown] = useState(PAGE)
  return (
    <>
      <ul className="carriers changed-deals">
        {deals.slice(0, shown).map((deal) => (
          <li key={deal.id}>
            <a className="name cut" href={paths.deal(deal.id)}>
              {deal.name}
            </a>
            <span className={`value ${deal.effect.minor < 0 ? 'risk-text' : 'good-text'}`}>
              {moneyText(deal.effect, 'short', 'signed')}
            </span>
            <span className="label">
              {owners === 'shown' ? `${deal.owner?.name ?? 'Nobody'}. ` : ''}
              {whatChanged(deal, today)}
            </span>
          </li>
        ))}
      </ul>
      <ShowMore shown={shown} total={deals.length} page={PAGE} onShow={setShown} />
    </>
  )
}

/** "Close date slipped out of the period, 18 Dec to 12 Jan. Win 62% to 20%". */
export function whatChanged({ kind, before, after }: ChangedDeal, today: string): string {
  const parts = [KIND_WORDS[kind].full]
  if (before && after) {
    if (before.closeDate !== after.closeDate && before.closeDate && after.closeDate && after.outcome === null)
      parts.push(`close ${dateText(before.closeDate, today)} to ${dateText(after.closeDate, today)}`)
    if (before.amount && after.amount && before.amount.minor !== after.amount.minor)
      parts.push(`${moneyText(before.amount)} to ${moneyText(after.amount)}`)
    if (after.outcome === null) parts.push(`win ${chanceText(before.chance)} to ${chanceText(after.chance)}`)
    else if (before.outcome === null) parts.push(`was ${chanceText(before.chance)} to be won in the period`)
  } else if (after) {
    if (after.amount) parts.push(moneyText(after.amount))
    if (after.outcome === null) parts.push(`${chanceText(after.chance)} to be won in the period`)
  } else if (before) parts.push(`was ${chanceText(before.chance)} to be won in the period`)
  return parts.join(', ')
}
