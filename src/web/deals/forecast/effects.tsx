import { conceptName } from '../../../domain/forecasting/claims/concept-names.ts'
import { wholePoints } from '../../../domain/forecasting/claims/whole-points.ts'
import type { ReactNode } from 'react'
import { paths } from '../../app/paths.ts'
import type { DealOutlook } from '../deal-queries.ts'

type Now = NonNullable<DealOutlook['now']>

export interface Effect {
  readonly concept: string
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
      concept,
      name: conceptName(concept),
      words,
      effect,
      points: points[i] ?? 0,
    })),
  }
}

/** "Typical deal in Proposal": what the reference is, and what came of past deals there. */
export function referenceText({ stage, sample }: Now['reference']): { name: string; words: string } {
  return {
    name: `Typical deal in ${stage}`,
    words: sample?.resolved
      ? `with the usual values. Of ${sample.resolved.toLocaleString('en')} decided deals that came there, ${sample.won.toLocaleString('en')} were won`
      : 'with the usual values',
  }
}

interface EffectRowsProps {
  effects: readonly Effect[]
  /** The deal, whose tabs hold what a reason rests on. */
  deal: string
  /** What stands below a row, where there is something. */
  below?: (effect: Effect) => ReactNode
}

/** Where the facts are that a reason rests on. */
const TAB_OF: Readonly<Record<string, 'people' | 'activity' | 'history'>> = {
  engagement: 'activity',
  people: 'people',
  'graph of contacts': 'people',
  timing: 'history',
  'age in stage': 'history',
  amount: 'history',
  'close date': 'history',
}

/** Rows of effects with a bar each; those that come to no whole point are told together. */
export function EffectRows({ effects, deal, below }: EffectRowsProps) {
  const most = Math.max(0.01, ...effects.map(({ effect }) => Math.abs(effect)))
  const told = effects.filter(({ points }) => points !== 0)
  const small = effects.filter(({ points }) => points === 0)
  return (
    <ul className="why-factors">
      {told.map((one) => (
        <li key={one.concept}>
          <span className="why-text">
            <EffectName effect={one} deal={deal} />
            <span className="label">{one.words}</span>
          </span>
          <span className="effect-track keeps-colour" aria-hidden="true">
            <span
              className={`effect-fill effect-${one.effect < 0 ? 'down' : 'up'}`}
              style={{ width: `${Math.round((100 * Math.abs(one.effect)) / most)}%` }}
            />
          </span>
          <span className="value why-points">{pointsText(one.points)}</span>
          {below?.(one)}
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

function EffectName({ effect: { concept, name }, deal }: { effect: Effect; deal: string }) {
  const tab = TAB_OF[concept]
  return tab ? (
    <a className="name" href={paths.deal(deal, tab)}>
      {name}
    </a>
  ) : (
    <span className="name">{name}</span>
  )
}

function pointsText(points: number): string {
  return points === 0 ? '0' : points > 0 ? `+${points}` : `−${-points}`
}
