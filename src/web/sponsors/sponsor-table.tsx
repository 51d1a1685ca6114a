import { IconLock, IconPlus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { LEVEL_LABELS } from '../../domain/sponsors/sponsor-levels.ts'
import { countText } from '../deals/deal-words.ts'
import { scoreTone } from '../deals/people/engagement-bar.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Button } from '../ui/button.tsx'
import { dateText } from '../ui/date-text.ts'
import { Panel } from '../ui/panel.tsx'
import { ScoreBar } from '../ui/score-bar.tsx'
import { Empty } from '../ui/state.tsx'
import { Status } from '../ui/status.tsx'
import type { Column } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/data-table.tsx'
import { NameSponsorDialog } from './name-sponsor-dialog.tsx'
import { useMayEdit } from './sponsor-changes.ts'
import type { SponsorPart } from './sponsor-part.ts'
import type { SponsorLine } from './sponsor-queries.ts'
import { DUE_TONES, dueText, LEVEL_TONES, PLACE_LABELS } from './sponsor-words.ts'

interface SponsorTableProps extends SponsorPart {
  executive: string | undefined
  onShow: (contactId: string) => void
}

/** The executives of the account: level and score, last touch, what is due, and who of ours is beside them. */
export function SponsorTable({ report, account, today, mode, executive, onShow }: SponsorTableProps) {
  const mayEdit = useMayEdit(mode)
  const [dialog, setDialog] = useState<'open' | 'closed'>('closed')
  const columns = useMemo(() => columnsOf(today, onShow), [today, onShow])
  const { sponsors } = report
  return (
    <Panel
      title="Executive sponsors"
      hint={sponsors.length > 0 ? countText(sponsors.length, 'executive') : undefined}
      padding={sponsors.length > 0 ? 'flush' : 'normal'}
      actions={
        mayEdit ? (
          <Button size="small" icon={<IconPlus size={14} aria-hidden="true" />} onClick={() => setDialog('open')}>
            Name a sponsor
          </Button>
        ) : null
      }
    >
      <DataTable
        label={`Executives of ${account.name}`}
        rows={sponsors}
        columns={columns}
        rowId={(one) => one.contactId}
        rowName={(one) => one.name}
        sortedBy="server"
        current={executive}
        onOpen={(one) => onShow(one.contactId)}
        onPeek={(one) => onShow(one.contactId)}
        empty={
          <Empty title="No executive of theirs is known">
            Anybody with the title of a C-level or vice president shows here. Others are named as sponsors on the people of the
            account.
          </Empty>
        }
        phone={(one) => ({
          title: one.name,
          number: one.score.value ?? '–',
          status: (
            <>
              <Level line={one} />
              <span>{one.title ?? PLACE_LABELS[one.standing]}</span>
            </>
          ),
          href: `?executive=${one.contactId}`,
        })}
      />
      {dialog === 'open' ? <NameSponsorDialog account={account} report={report} onClose={() => setDialog('closed')} /> : null}
    </Panel>
  )
}

export function Level({ line }: { line: SponsorLine }) {
  if (line.left) return <Status tone="risk">Left</Status>
  const { level, overridden } = line.level
  return (
    <span title={line.level.because}>
      <Status tone={LEVEL_TONES[level]}>
        {LEVEL_LABELS[level]}
        {overridden ? <span className="label">set</span> : null}
      </Status>
    </span>
  )
}

function columnsOf(today: string, onShow: (contactId: string) => void): Column<SponsorLine>[] {
  return [
    {
      id: 'name',
      header: 'Executive',
      value: (one) => one.name,
      cell: (one) => (
        <span className="person-cell">
          <Avatar name={one.name} size={22} />
          <button type="button" className="link-button name cut" tabIndex={-1} onClick={() => onShow(one.contactId)}>
            {one.name}
          </button>
          {one.doNotContact ? (
            <span role="img" aria-label="Do not contact" title="Do not contact" className="risk-text lock">
              <IconLock size={14} stroke={1.8} aria-hidden="true" />
            </span>
          ) : null}
        </span>
      ),
      width: 170,
      grow: 2,
      priority: 1,
    },
    {
      id: 'title',
      header: 'Title',
      value: (one) => one.title,
      cell: (one) => <span title={one.title ?? undefined}>{one.title ?? '–'}</span>,
      width: 130,
      grow: 1,
      priority: 3,
    },
    { id: 'standing', header: 'Place', value: (one) => PLACE_LABELS[one.standing], width: 80, priority: 2 },
    {
      id: 'level',
      header: 'Level',
      value: (one) => one.level.level,
      cell: (one) => <Level line={one} />,
      width: 116,
      priority: 1,
    },
    {
      id: 'score',
      header: 'Engagement',
      value: (one) => one.score.value,
      cell: (one) =>
        one.score.value === null ? (
          <span className="label">{one.score.note ?? '–'}</span>
        ) : (
          <ScoreBar value={one.score.value} tone={scoreTone(one.score.value)} label={`Engagement of ${one.name}`} />
        ),
      width: 100,
      priority: 1,
    },
    {
      id: 'touch',
      header: 'Last touch',
      value: (one) => one.lastTouch,
      cell: (one) => (one.lastTouch ? dateText(one.lastTouch, today) : <span className="label">Never</span>),
      width: 92,
      priority: 2,
    },
    {
      id: 'due',
      header: 'Next meeting',
      value: (one) => one.cadence.dueOn,
      cell: (one) => (one.left ? '–' : <Status tone={DUE_TONES[one.cadence.state]}>{dueText(one.cadence, today)}</Status>),
      width: 142,
      priority: 2,
    },
    { id: 'ours', header: 'Our sponsor', value: (one) => one.ours?.name ?? null, width: 116, grow: 1, priority: 4 },
  ]
}
