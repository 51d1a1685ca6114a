import { useState } from 'react'
import { chanceText } from '../deals/deal-words.ts'
import { Button } from '../ui/button.tsx'
import { Delta } from '../ui/delta.tsx'
import { dateText } from '../ui/date-text.ts'
import { moneyText } from '../ui/money-text.ts'
import { Panel } from '../ui/panel.tsx'
import { leversText } from './lever-words.ts'
import { isAtRest, type Preview } from './levers-param.ts'
import { ScaleBars } from './scale-bars.tsx'
import type { ScenarioState } from './scenario-state.ts'

/** Base and scenario on one scale, and what it is for each team and person. */
export function OutcomePanel({ state, preview, today }: { state: ScenarioState; preview: Preview; today: string }) {
  const { base, scenario, difference, quota, rows, outOfSight, basis } = preview
  const { currency } = base.p50
  const { saved } = state
  const change = scenario.p50.minor - base.p50.minor
  const idle = preview.deals.filter((deal) => !deal.applied)
  const [people, setPeople] = useState<'shown' | 'hidden'>('hidden')
  const moved = rows.filter((row) => row.scenario.p50.minor !== row.base.p50.minor || row.depth === 0)
  const teams = moved.filter((row) => row.kind === 'all' || row.kind === 'team')
  const listed = people === 'shown' || teams.length < 2 ? moved : teams
  return (
    <Panel title="Base and scenario" hint={leversText(state.levers)}>
      <div className="outcome-wide">
        <ScaleBars
          rows={[
            { id: 'base', label: 'Base', ...base },
            { id: 'scenario', label: 'Scenario', ...scenario },
          ]}
          quota={quota}
          width={420}
        />
        {isAtRest(state.levers) ? (
          <p>No lever is moved: the scenario is the forecast, p50 {moneyText(base.p50)}.</p>
        ) : (
          <p>
            The p50 is <span className="value ai-text">{moneyText(scenario.p50)}</span>,{' '}
            <Delta change={change} text={moneyText({ minor: Math.abs(change), currency })} /> against the base of{' '}
            {moneyText(base.p50)}.
            {scenario.chanceOfQuota === null || base.chanceOfQuota === null
              ? ''
              : ` The chance to reach quota is ${chanceText(scenario.chanceOfQuota)}, from ${chanceText(base.chanceOfQuota)}.`}{' '}
            On the same draws the scenario brings {moneyText(difference.p10, 'short', 'signed')} to{' '}
            {moneyText(difference.p90, 'short', 'signed')} in 8 of 10.
          </p>
        )}
        {saved ? (
          <p className="label">
            {saved.name} said {moneyText(saved.said.scenario.p50)} when it was saved on {dateText(saved.said.asOf, today)},
            against a base of {moneyText(saved.said.base.p50)}.{saved.note ? ` ${saved.note}` : ''}
          </p>
        ) : null}
        {idle.length > 0 ? (
          <p className="label">
            Without effect, as they are not open in this forecast: {idle.map((deal) => deal.name).join(', ')}.
          </p>
        ) : null}
        {outOfSight > 0 ? (
          <p className="label">
            {outOfSight} {outOfSight === 1 ? 'deal is' : 'deals are'} left out that {outOfSight === 1 ? 'is' : 'are'} not yours to
            see.
          </p>
        ) : null}
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">Team</th>
              <th scope="col" className="number">
                Base p50
              </th>
              <th scope="col" className="number">
                Scenario p50
              </th>
              <th scope="col" className="number">
                Difference
              </th>
              <th scope="col" className="number">
                Chance of quota
              </th>
            </tr>
          </thead>
          <tbody>
            {listed.map((row) => {
              const by = row.scenario.p50.minor - row.base.p50.minor
              return (
                <tr key={row.key}>
                  <th scope="row" style={{ paddingLeft: 8 + 14 * row.depth }}>
                    {row.name}
                  </th>
                  <td className="number">{moneyText(row.base.p50)}</td>
                  <td className="number value ai-text">{moneyText(row.scenario.p50)}</td>
                  <td className="number">
                    <Delta change={by} text={moneyText({ minor: Math.abs(by), currency })} />
                  </td>
                  <td className="number">{row.scenario.chanceOfQuota === null ? '–' : chanceText(row.scenario.chanceOfQuota)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
        {teams.length < 2 || teams.length === moved.length ? null : (
          <Button size="small" look="quiet" onClick={() => setPeople(people === 'shown' ? 'hidden' : 'shown')}>
            {people === 'shown' ? 'Show teams only' : 'Show people as well'}
          </Button>
        )}
        <p className="label">
          {basis.text}; model {basis.model}. Team ranges do not add up; teams vary independently.
        </p>
      </div>
    </Panel>
  )
}
