import type { DealOutlook } from '../deal-queries.ts'
import { chanceText } from '../deal-words.ts'

type Now = NonNullable<DealOutlook['now']>

/** What similar deals came to that differ in one thing, on one scale with the deal as it is. */
export function WhatWouldChange({ now }: { now: Now }) {
  if (now.whatIfs.length === 0)
    return <p className="label">Not available: too little is recorded of what such deals differ by.</p>
  const rows = now.whatIfs.toSorted((a, b) => b.chance - a.chance)
  return (
    <ul className="what-ifs">
      {rows.map(({ name, words, chance, low, high }) => (
        <Row key={name} words={words} chance={chance} low={low} high={high} here={now.winChance} />
      ))}
      <Row words="This deal as it is" chance={now.winChance} low={now.band?.low} high={now.band?.high} here={now.winChance} />
    </ul>
  )
}

interface RowProps {
  words: string
  chance: number
  low: number | undefined
  high: number | undefined
  here: number
}

function Row({ words, chance, low, high, here }: RowProps) {
  const percent = (value: number) => `${(100 * value).toFixed(1)}%`
  const band = low === undefined || high === undefined ? '' : `, ${chanceText(low)}\u00a0–\u00a0${chanceText(high)}`
  return (
    <li>
      <span>
        {words} <span className="value">win {chanceText(chance)}</span>
        <span className="label">{band}</span>
      </span>
      <svg className="what-if-bar keeps-colour" width="100%" height="14" aria-hidden="true">
        <rect y="4" width="100%" height="6" rx="3" fill="var(--well)" />
        {low === undefined || high === undefined ? null : (
          <rect x={percent(low)} y="3" width={percent(high - low)} height="8" rx="3" fill="var(--ai-line)" />
        )}
        <rect y="5" width={percent(chance)} height="4" rx="2" fill="var(--ai-mark)" />
        <rect x={percent(here)} width="2" height="14" fill="var(--t1)" transform="translate(-1 0)" />
      </svg>
    </li>
  )
}
