import { AiMark } from '../ui/ai-mark.tsx'
import { dateText } from '../ui/date-text.ts'
import { Definitions } from '../ui/facts.tsx'
import { InspectorSection } from '../ui/inspector.tsx'
import { moneyText } from '../ui/money-text.ts'
import { chanceText } from './deal-words.ts'
import type { DealForecast } from './win-chances.ts'

const FACTOR_LABELS: Readonly<Record<string, string>> = {
  stage: 'Stage',
  'age in stage': 'Time in stage',
  owner: 'Owner',
  segment: 'Segment',
  'time of quarter': 'Time of quarter',
}

/** What the amount that the model counts with rests on. */
const BASIS_LABELS: Readonly<Record<string, string>> = {
  entered: 'as entered',
  'list price': 'from list prices',
  typical: 'typical of won deals',
}

/** Why the model gives a deal its chance: the claim with its horizon, what each factor adds, what it rests on, and when it may close. */
export function WhyWin({ forecast, today }: { forecast: DealForecast; today: string }) {
  const { closeDate, amount } = forecast
  const steps = forecast.factors.filter((factor) => factor.value !== null)
  const most = Math.max(0.01, ...steps.map((factor) => Math.abs(factor.value ?? 0)))
  return (
    <>
      <InspectorSection>
        <p className="why-claim">
          <AiMark /> {chanceText(forecast.winBy)} chance to win by {dateText(forecast.until, today)},{' '}
          {chanceText(forecast.winChance)} to win at all.
        </p>
        <p className="label">{forecast.basis}</p>
      </InspectorSection>
      <InspectorSection title="What it is made of" hint="Points of the chance to win at all">
        <ul className="why-factors">
          {steps.map((factor, index) => (
            <li key={factor.name}>
              <span className="why-text">
                <span className="name">{FACTOR_LABELS[factor.name] ?? factor.name}</span>
                <span className="label">{factor.input}</span>
              </span>
              <EffectBar share={Math.abs(factor.value ?? 0) / most} direction={(factor.value ?? 0) < 0 ? 'down' : 'up'} />
              <span className="value why-points">{pointsText(factor.value ?? 0, index === 0 ? 'level' : 'change')}</span>
            </li>
          ))}
        </ul>
      </InspectorSection>
      <InspectorSection title="If it is won">
        <Definitions
          facts={[
            {
              id: 'when',
              label: 'Closes',
              value: closeDate
                ? `${dateText(closeDate.p10, today)} – ${dateText(closeDate.p90, today)}`
                : 'Not enough chance to say',
              origin: 'ai',
            },
            ...(closeDate
              ? [{ id: 'best', label: 'Most likely around', value: dateText(closeDate.best, today), origin: 'ai' as const }]
              : []),
            {
              id: 'amount',
              label: 'Amount counted',
              value: amount
                ? `${moneyText(amount, 'short')}, ${BASIS_LABELS[forecast.amountBasis] ?? forecast.amountBasis}`
                : 'None',
              origin: 'ai',
            },
          ]}
        />
      </InspectorSection>
    </>
  )
}

function EffectBar({ share, direction }: { share: number; direction: 'up' | 'down' }) {
  return (
    <span className="effect-track keeps-colour" aria-hidden="true">
      <span className={`effect-fill effect-${direction}`} style={{ width: `${Math.round(Math.min(1, share) * 100)}%` }} />
    </span>
  )
}

/** Points of a chance: the first factor is a level "34", the others changes "+6", "−3". */
function pointsText(value: number, kind: 'level' | 'change'): string {
  const points = Math.round(value * 100)
  if (points === 0) return '0'
  return points < 0 ? `−${-points}` : kind === 'level' ? String(points) : `+${points}`
}
