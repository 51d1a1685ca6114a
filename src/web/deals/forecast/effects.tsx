import type { DealOutlook } from '../deal-queries.ts'
import { wholePoints } from './whole-points.ts'

type Now = NonNullable<DealOutlook['now']>

const CONCEPT_WORDS: Readonly<Record<string, string>> = {
  timing: 'Pace',
  engagement: 'Engagement',
  people: 'People',
  amount: 'Amount',
  'close date': 'Close date',
  owner: 'Owner',
  source: 'Source and account',
  data: 'What is entered',
  segment: 'Segment',
  'time of quarter': 'Time of quarter',
  'past forecasts': 'Past forecasts',
  'age in stage': 'Time in stage',
  'boosted trees': 'Boosted trees',
  'recurrent network': 'Sequence of events',
  'attention over weeks': 'Sequence of events',
  'graph of contacts': 'Contacts',
}

export interface Effect {
  readonly name: string
  readonly words: string
  readonly effect: number
  /** In whole points, so that all of them with the reference add up to the chance. */
  readonly points: number
}

/** The reference and what each thing adds to it or takes: in whole points they add up to the chance stated. */
export function effectsOf(now: Now): { reference: number; effects: Effect[] } {
  const parts = [now.reference.chance, ...now.effects.map(({ effect }) => effect)]
  const [reference = 0, ...points] = wholePoints(parts, now.winChance)
  return {
    reference,
    effects: now.effects.map(({ concept, words, effect }, i) => ({
      name: CONCEPT_WORDS[concept] ?? concept,
      words,
      effect,
      points: points[i] ?? 0,
    })),
  }
}

/** "Typical deal in Proposal": what the reference is, and the past deals that it rests on. */
export function referenceText({ stage, sample }: Now['reference']): { name: string; words: string } {
  return {
    name: `Typical deal in ${stage}`,
    words: sample ? `${sample.won.toLocaleString('en')} of ${sample.resolved.toLocaleString('en')} decided deals won there` : '',
  }
}

/** Rows of effects with a bar each; those that come to no whole point are told together. */
export function EffectRows({ effects }: { effects: readonly Effect[] }) {
  const most = Math.max(0.01, ...effects.map(({ effect }) => Math.abs(effect)))
  const told = effects.filter(({ points }) => points !== 0)
  const small = effects.filter(({ points }) => points === 0)
  return (
    <ul className="why-factors">
      {told.map(({ name, words, effect, points }) => (
        <li key={name}>
          <span className="why-text">
            <span className="name">{name}</span>
            <span className="label">{words}</span>
          </span>
          <span className="effect-track keeps-colour" aria-hidden="true">
            <span
              className={`effect-fill effect-${effect < 0 ? 'down' : 'up'}`}
              style={{ width: `${Math.round((100 * Math.abs(effect)) / most)}%` }}
            />
          </span>
          <span className="value why-points">{pointsText(points)}</span>
        </li>
      ))}
      {small.length > 0 ? (
        <li>
          <span className="label">{small.map(({ name }) => name).join(', ')}</span>
          <span />
          <span className="value why-points">0</span>
        </li>
      ) : null}
    </ul>
  )
}

function pointsText(points: number): string {
  return points === 0 ? '0' : points > 0 ? `+${points}` : `−${-points}`
}
