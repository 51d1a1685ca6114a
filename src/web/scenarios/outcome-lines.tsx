import { chanceText } from '../deals/deal-words.ts'
import { AiMark } from '../ui/ai-mark.tsx'
import { Delta } from '../ui/delta.tsx'
import { moneyText } from '../ui/money-text.ts'
import type { Preview } from './levers-param.ts'
import { ScaleBars } from './scale-bars.tsx'

/** What a scenario gives beside the base: p50, difference, chance of quota, and both on one scale. */
export function OutcomeLines({ preview }: { preview: Preview }) {
  const { base, scenario, quota } = preview
  const change = scenario.p50.minor - base.p50.minor
  const { currency } = base.p50
  return (
    <div className="outcome" aria-live="polite">
      <dl>
        <div>
          <dt className="ai-text">
            <AiMark /> p50 in this scenario
          </dt>
          <dd className="value">{moneyText(scenario.p50)}</dd>
        </div>
        <div>
          <dt>Against the base</dt>
          <dd>
            <Delta change={change} text={moneyText({ minor: Math.abs(change), currency })} />
          </dd>
        </div>
        {base.chanceOfQuota === null || scenario.chanceOfQuota === null ? null : (
          <div>
            <dt>Chance to reach quota</dt>
            <dd>
              {chanceText(scenario.chanceOfQuota)} <span className="label">from {chanceText(base.chanceOfQuota)}</span>
            </dd>
          </div>
        )}
      </dl>
      <ScaleBars
        rows={[
          { id: 'base', label: 'Base', ...base },
          { id: 'scenario', label: 'Scenario', ...scenario },
        ]}
        quota={quota}
      />
    </div>
  )
}
