import type { ReactNode } from 'react'
import { paths } from '../app/paths.ts'
import { chanceText, countText } from '../deals/deal-words.ts'
import { AiMark } from '../ui/ai-mark.tsx'
import { moneyText } from '../ui/money-text.ts'
import { Panel } from '../ui/panel.tsx'
import type { Board } from './forecast-search.ts'
import { rangeText } from './forecast-words.ts'

/** What bears on the projection beside its deals: how the quarter runs, what past months say, how ranges held, and single large deals. */
export function OutlookPanel({ board }: { board: Board }) {
  const { outlook, projection } = board
  if (projection.asOf > projection.period.end) return null
  return (
    <Panel title="What bears on it" hint="beside the deals themselves">
      <dl className="outlook">
        <Line term={runningText(outlook.nowcast)}>{nowcastText(outlook.nowcast)}</Line>
        <Line term="Past months">{seriesText(outlook.series)}</Line>
        <Line term="80% range">{intervalText(outlook.interval)}</Line>
        {outlook.whales.map((whale) => (
          <Line
            key={whale.id}
            term={
              <a className="name" href={paths.deal(whale.id, 'forecast')}>
                {whale.name}
              </a>
            }
          >
            Large enough to split the forecast: won {moneyText(whale.with.p50)} ({rangeText(whale.with)}), not won{' '}
            {moneyText(whale.without.p50)} ({rangeText(whale.without)}). {chanceText(whale.chance)} to be won in the period.
          </Line>
        ))}
      </dl>
    </Panel>
  )
}

function Line({ term, children }: { term: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>
        {typeof term === 'string' ? <AiMark /> : null} {term}
      </dt>
      <dd className="label">{children}</dd>
    </div>
  )
}

type Outlook = Board['outlook']

/** "Running 12% cold". */
export function runningText(nowcast: Outlook['nowcast']): string {
  if (nowcast === null) return 'Pace of the quarter'
  const points = Math.round(100 * (nowcast.multiplier - 1))
  return points === 0 ? 'Running as forecast' : points < 0 ? `Running ${-points}% cold` : `Running ${points}% hot`
}

function nowcastText(nowcast: Outlook['nowcast']): string {
  if (nowcast === null) return 'Not told: too few weeks of this quarter, or too few past quarters to compare with.'
  const { observed, expected, weeks } = nowcast
  return `${countText(observed, 'win')} in ${countText(weeks, 'week')}, ${Math.round(expected)} were forecast. The rest of the quarter is taken to run so.`
}

function seriesText({ expected, weight, factor }: Outlook['series']): string {
  if (expected === null) return 'Too few to say anything by themselves.'
  const said = `By themselves they say ${moneyText(expected)} for the next three months.`
  if (factor === 1)
    return `${said} ${weight < 0.005 ? 'They were no help in past quarters' : 'This far into the period'}, so the deals alone count.`
  const points = Math.round(100 * (factor - 1))
  const change = points === 0 ? 'hardly moves' : `moves by ${points > 0 ? '+' : '−'}${Math.abs(points)}%`
  return `${said} Listened to with a weight of ${Math.round(100 * weight)}%, which ${change} what is not closed yet.`
}

function intervalText({ realised, origins, low, high }: Outlook['interval']): string {
  if (realised === null) return 'No past quarter to hold it against yet.'
  return `Held ${Math.round(100 * realised)}% of ${countText(origins, 'past quarter')}. Drawn to hold 80% of them it is ${moneyText(low)} – ${moneyText(high)}.`
}
