import { LEVEL_LABELS } from '../../domain/sponsors/sponsor-levels.ts'
import { paths } from '../app/paths.ts'
import { countText, SEGMENT_LABELS } from '../deals/deal-words.ts'
import { scoreTone } from '../deals/people/engagement-bar.tsx'
import { dateText } from '../ui/date-text.ts'
import { ScoreBar } from '../ui/score-bar.tsx'
import { Status, StatusShape } from '../ui/status.tsx'
import type { Column } from '../ui/table/column.ts'
import type { PhoneRow } from '../ui/table/phone-rows.tsx'
import type { SponsorAccountRow } from './sponsor-queries.ts'
import { LEVEL_TONES, RISKS } from './sponsor-words.ts'

type Row = SponsorAccountRow

/** An account of the portfolio: who sponsors it, how engaged they are, what is due, who would follow. */
export function portfolioColumns(today: string): Column<Row>[] {
  return [
    {
      id: 'name',
      header: 'Account',
      value: (row) => row.account.name,
      cell: (row) => (
        <a className="name" href={paths.account(row.account.id, 'sponsors')}>
          {row.account.name}
        </a>
      ),
      width: 170,
      grow: 2,
      priority: 1,
    },
    { id: 'tier', header: 'Tier', value: (row) => SEGMENT_LABELS[row.tier], width: 108, priority: 3, sort: 'none' },
    {
      id: 'sponsor',
      header: 'Sponsor',
      value: (row) => row.primary?.name ?? null,
      cell: (row) =>
        row.primary ? (
          <span title={row.primary.title ?? undefined}>{row.primary.name}</span>
        ) : (
          <span className="label">Nobody</span>
        ),
      width: 130,
      grow: 1,
      priority: 2,
      sort: 'none',
    },
    {
      id: 'level',
      header: 'Level',
      value: (row) => LEVEL_LABELS[row.level],
      cell: (row) => <Status tone={LEVEL_TONES[row.level]}>{LEVEL_LABELS[row.level]}</Status>,
      width: 116,
      priority: 1,
      sort: 'none',
    },
    {
      id: 'score',
      header: 'Engagement',
      value: (row) => row.score,
      cell: (row) =>
        row.score === null ? (
          '–'
        ) : (
          <ScoreBar value={row.score} tone={scoreTone(row.score)} label={`Engagement of ${row.account.name}`} />
        ),
      width: 100,
      priority: 1,
    },
    {
      id: 'contact',
      header: 'Last contact',
      value: (row) => row.lastContact,
      cell: (row) => (row.lastContact ? dateText(row.lastContact, today) : <span className="label">Never</span>),
      width: 96,
      priority: 2,
    },
    {
      id: 'due',
      header: 'Next meeting',
      value: (row) => row.dueOn,
      cell: (row) => <Due row={row} today={today} />,
      width: 146,
      priority: 2,
    },
    {
      id: 'renewal',
      header: 'Renewal',
      value: (row) => row.renewsOn,
      cell: (row) => (row.renewsOn ? dateText(row.renewsOn, today) : '–'),
      width: 104,
      priority: 3,
    },
    {
      id: 'backups',
      header: 'Backups',
      value: (row) => row.backups,
      cell: (row) => (row.backups === 0 ? <span className="label">None</span> : row.backups),
      align: 'end',
      width: 76,
      priority: 3,
    },
    {
      id: 'risk',
      header: 'Succession risk',
      value: (row) => row.succession,
      cell: (row) => RISKS[row.succession].label,
      width: 110,
      priority: 4,
      sort: 'none',
    },
    { id: 'ours', header: 'Our sponsor', value: (row) => row.ours?.name ?? null, width: 120, grow: 1, priority: 4, sort: 'none' },
    {
      id: 'alerts',
      header: 'Alerts',
      value: (row) => row.alerts.length,
      cell: (row) => <Alerts row={row} />,
      width: 92,
      priority: 2,
      sort: 'none',
    },
  ]
}

function Due({ row, today }: { row: Row; today: string }) {
  if (!row.dueOn) return <>–</>
  if (row.overdueDays > 0) return <>{countText(row.overdueDays, 'day')} overdue</>
  return <>by {dateText(row.dueOn, today)}</>
}

function Alerts({ row }: { row: Row }) {
  if (row.alerts.length === 0) return <>–</>
  return (
    <span className="warning-icons">
      {row.alerts.slice(0, 3).map(({ cause, severity, sentence }) => (
        <span key={`${cause} ${sentence}`} title={sentence}>
          <StatusShape tone={severity === 'medium' ? 'warn' : 'risk'} label={sentence} />
        </span>
      ))}
      {row.alerts.length > 3 ? <span className="label">+{row.alerts.length - 3}</span> : null}
    </span>
  )
}

export function phoneSponsorAccount(row: Row, today: string): PhoneRow {
  return {
    title: row.account.name,
    number: row.score ?? '–',
    status: (
      <>
        <Status tone={LEVEL_TONES[row.level]}>{LEVEL_LABELS[row.level]}</Status>
        <span>{row.primary?.name ?? 'No sponsor'}</span> <Due row={row} today={today} />
      </>
    ),
    href: paths.account(row.account.id, 'sponsors'),
  }
}
