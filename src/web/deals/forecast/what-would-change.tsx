import type { ReactNode } from 'react'
import type { DealOutlook } from '../deal-queries.ts'
import { chanceText } from '../deal-words.ts'

type Now = NonNullable<DealOutlook['now']>

interface WhatWouldChangeProps {
  now: Now
  /** What stands below a row, by the name of the change. */
  below?: (change: string) => ReactNode
}

/** What similar deals came to that differ in one thing, on one scale with the deal as it is. */
export function WhatWouldChange({ now, below }: WhatWouldChangeProps) {
  if (now.whatIfs.length === 0)
    return <p className="label">Not available: too little is recorded of what such deals differ by.</p>
  const rows = now.whatIfs.toSorted((a, b) => b.chance - a.chance)
  return (
    <ul className="what-ifs">
      {rows.map(({ name, words, chance, low, high }) => (
        <Row key={name} words={words} chance={chance} low={low} high={high} here={now.winChance}>
          {below?.(name)}
        </Row>
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
  children?: ReactNode
}

function Row({ words, chance, low, high, here, children }: RowProps) {
  const percent = (value: number) => `${(100 * value).toFixed(1)}%`
  return (
    <li>
      <span>
        {words} <span className="value">win {chanceText(chance)}</span>{' '}
        {low === undefined || high === undefined ? null : (
          <span className="label">
            {chanceText(low)} – {chanceText(high)}
          </span>
        )}
      </span>
      <svg className="what-if-bar keeps-colour" width="100%" height="14" aria-hidden="true">
        <rect y="4" width="100%" height="6" rx="3" fill="var(--well)" />
        {low === undefined || high === undefined ? null : (
          <rect x={percent(low)} y="3" width={percent(high - low)} height="8" rx="3" fill="var(--ai-line)" />
        )}
        <rect y="5" width={percent(chance)} height="4" rx="2" fill="var(--ai-mark)" />
        <rect x={percent(here)} width="2" height="14" fill="var(--t1)" transform="translate(-1 0)" />
      </svg>
      {children}
    </li>
  )
}
