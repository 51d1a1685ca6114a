import type { Report } from '../accuracy/accuracy-words.ts'
import { changeText, WATCH_LABELS } from '../accuracy/watch-words.ts'
import { countText } from '../deals/deal-words.ts'
import { dateText } from '../ui/date-text.ts'
import { GradesTable } from '../ui/grades-table.tsx'
import { Panel } from '../ui/panel.tsx'
import { Status, type Tone } from '../ui/status.tsx'

/** What is watched every week, and how far what is seen of open deals has moved from a year ago. */
export function DriftPanel({ report }: { report: Report }) {
  return (
    <div className="accuracy-pair">
      <Panel title="Watched every week" hint="against what was expected, alarm by CUSUM" padding="flush">
        <GradesTable name="Watched every week" columns={['What', 'Last 13 weeks', 'State']}>
          {report.watches.map((watch) => (
            <tr key={watch.name}>
              <th scope="row">
                {WATCH_LABELS[watch.name]}
                <span className="label grade-words">{countText(watch.weeks, 'week')} known</span>
              </th>
              <td className="value">{watch.lately === null ? '–' : `${Math.round(watch.lately * 100)}% of expected`}</td>
              <td>
                {watch.alarm ? (
                  <Status tone="warn">
                    {changeText(watch.alarm.ratio)} since {dateText(watch.alarm.since, report.asOf)}
                  </Status>
                ) : (
                  <Status tone={watch.watched ? 'good' : 'mute'}>{watch.watched ? 'As expected' : 'Too little to tell'}</Status>
                )}
              </td>
            </tr>
          ))}
        </GradesTable>
      </Panel>
      <ShiftsPanel report={report} />
    </div>
  )
}

const SHIFTS: Readonly<Record<Report['shifts'][number]['state'], { tone: Tone; word: string }>> = {
  stable: { tone: 'good', word: 'Stable' },
  moving: { tone: 'mute', word: 'Moving' },
  shifted: { tone: 'warn', word: 'Shifted' },
}
const SHOWN = 8

function ShiftsPanel({ report }: { report: Report }) {
  const { shifts } = report
  return (
    <Panel title="Open deals, now against a year ago" hint="population stability index, from .25 shifted" padding="flush">
      {shifts.length === 0 ? (
        <p className="label grade-note">Fewer than 100 open deals now or then: too few to say.</p>
      ) : (
        <GradesTable name="Open deals, now against a year ago" columns={['What is seen of a deal', 'Index', 'State']}>
          {shifts.slice(0, SHOWN).map(({ feature, words, index, state }) => (
            <tr key={feature}>
              <th scope="row">{words.replace(/^./, (first) => first.toUpperCase())}</th>
              <td className="value">{index.toFixed(2)}</td>
              <td>
                <Status tone={SHIFTS[state].tone}>{SHIFTS[state].word}</Status>
              </td>
            </tr>
          ))}
        </GradesTable>
      )}
    </Panel>
  )
}
