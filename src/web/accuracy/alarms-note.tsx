import { Status } from '../ui/status.tsx'
import { dateText } from '../ui/date-text.ts'
import { shareText, type Report } from './accuracy-words.ts'
import { watchText } from './watch-words.ts'

/** What is wrong with the data, or has changed in the company, and since when. Nothing where nothing is. */
export function AlarmsNote({ report }: { report: Report }) {
  const changed = report.watches.filter(({ alarm }) => alarm !== null)
  if (report.alarms.length === 0 && changed.length === 0) return null
  return (
    <ul className="accuracy-alarms" aria-label="Alarms">
      {changed.map((watch) => (
        <li key={watch.name}>
          <Status tone="warn">
            {watchText(watch)} since {dateText(watch.alarm!.since, report.asOf)}
          </Status>
        </li>
      ))}
      {report.alarms.map((alarm) => (
        <li key={`${alarm.kind} ${alarm.feature ?? ''}`}>
          <Status tone="warn">{alarmText(alarm)}</Status>
        </li>
      ))}
    </ul>
  )
}

function alarmText({ kind, feature, value, limit }: Report['alarms'][number]): string {
  switch (kind) {
    case 'whole model':
      return `Deals are told apart too well to be true (AUC ${value.toFixed(2)}, above ${limit.toFixed(2)}): something in the data may know the outcome`
    case 'single feature':
      return `“${feature}” alone tells deals apart with AUC ${value.toFixed(2)}: it may have been entered after the outcome`
    case 'known of some only':
      return `“${feature}” is known ${shareText(value, 0)} more often of closed or of open deals: it may be filled in late`
    case 'calibration of late':
      return `In the last quarter chances were off by ${(100 * value).toFixed(1)} points more than before`
  }
}
