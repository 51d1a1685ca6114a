import { IconLock, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo, useState, type ReactNode } from 'react'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { dealRoute } from '../../app/routes.tsx'
import { useMay } from '../../app/session.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { InlineEdit } from '../../ui/inline-edit.tsx'
import { PageColumns } from '../../ui/page-header.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Empty, Failure, Skeleton } from '../../ui/state.tsx'
import { Status } from '../../ui/status.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import { positionsQuery, threadingQuery } from '../deal-queries.ts'
import { agoText } from '../today.ts'
import { RISKS, ThreadState } from '../threading-panel.tsx'
import { AddPersonDialog } from './add-person-dialog.tsx'
import { EngagementBar } from './engagement-bar.tsx'
import { peopleRows, type PersonRow } from './people-rows.ts'
import { PersonInspector } from './person-inspector.tsx'
import { usePositionChanges, type PositionChanges } from './position-changes.ts'
import { INFLUENCE_LABELS, optionsOf, TREND_LABELS } from './position-words.ts'
import { RolesField } from './roles-field.tsx'

interface PeopleTabProps {
  deal: Opportunity
  today: string
  /** Whose inspector is open. */
  person: string | undefined
  inspector: ReactNode
}

/** The people on the deal with their roles, how engaged each is, and whether their thread is alive. */
export function PeopleTab({ deal, person, inspector }: PeopleTabProps) {
  const navigate = useNavigate()
  const mayWrite = useMay('deals:write')
  const positions = useQuery(positionsQuery(deal.id))
  const threading = useQuery(threadingQuery(deal.id))
  const changes = usePositionChanges(deal.id)
  const [dialog, setDialog] = useState<'open' | 'closed'>('closed')
  const show = useCallback(
    (id: string | undefined) =>
      void navigate({
        from: dealRoute.fullPath,
        search: (before) => ({ ...before, person: id, why: undefined }),
        resetScroll: false,
      }),
    [navigate],
  )
  const close = useCallback(() => show(undefined), [show])
  const rows = useMemo(() => peopleRows(positions.data?.items ?? [], threading.data), [positions.data, threading.data])
  const columns = useMemo(() => peopleColumns(changes, mayWrite, show), [changes, mayWrite, show])
  const open = rows.find((row) => row.id === person)
  const add = mayWrite ? (
    <Button size="small" icon={<IconPlus size={14} aria-hidden="true" />} onClick={() => setDialog('open')}>
      Add person
    </Button>
  ) : null
  const risk = threading.data ? RISKS[threading.data.risk] : undefined
  return (
    <PageColumns
      aside={
        inspector ?? (open ? <PersonInspector key={open.id} deal={deal} row={open} changes={changes} onClose={close} /> : null)
      }
    >
      <Panel
        title="People"
        padding="flush"
        hint={
          threading.data && risk && rows.length > 0 ? (
            <span className="people-hint">
              {threading.data.active} of {threading.data.total} active
              <Status tone={risk.tone} look="chip">
                {risk.label}
              </Status>
              {threading.data.riskReason}
            </span>
          ) : undefined
        }
        actions={rows.length > 0 ? add : null}
      >
        {positions.data ? (
          <DataTable
            label={`People on ${deal.name}`}
            rows={rows}
            columns={columns}
            rowId={(row) => row.id}
            rowName={(row) => row.position.contact.name}
            current={person}
            onOpen={(row) => show(row.id)}
            onPeek={(row) => show(row.id)}
            sortedBy="server"
            empty={
              <Empty title="Nobody is on this deal yet" action={add}>
                Add the people who decide, use and pay.
              </Empty>
            }
            phone={(row) => ({
              title: row.position.contact.name,
              number: row.thread ? <EngagementBar person={row.thread} /> : '–',
              status: (
                <>
                  {row.position.contact.title ? <span>{row.position.contact.title}</span> : null}
                  {row.thread ? <ThreadState person={row.thread} /> : null}
                  {row.position.contact.doNotContact ? <DoNotContact /> : null}
                </>
              ),
              href: `?person=${row.id}`,
            })}
          />
        ) : positions.isError ? (
          <Failure title="Could not load the people" onRetry={() => void positions.refetch()}>
            {positions.error.message}
          </Failure>
        ) : (
          <div className="panel-inset">
            <Skeleton lines={[100, 100, 100, 100]} label="Loading the people" />
          </div>
        )}
      </Panel>
      {dialog === 'open' ? (
        <AddPersonDialog deal={deal} taken={new Set(rows.map((row) => row.id))} onClose={() => setDialog('closed')} />
      ) : null}
    </PageColumns>
  )
}

function peopleColumns(changes: PositionChanges, mayWrite: boolean, show: (id: string) => void): Column<PersonRow>[] {
  return [
    {
      id: 'name',
      header: 'Person',
      value: (row) => row.position.contact.name,
      cell: (row) => {
        const { contact, isPrimary } = row.position
        return (
          <span className="person-cell">
            <Avatar name={contact.name} size={22} />
            <button
              type="button"
              className="link-button name cut"
              tabIndex={-1}
              title={contact.name}
              onClick={() => show(row.id)}
            >
              {contact.name}
            </button>
            {contact.doNotContact ? <DoNotContact /> : null}
            {isPrimary ? <span className="label">main contact</span> : null}
          </span>
        )
      },
      width: 180,
      grow: 2,
      priority: 1,
    },
    {
      id: 'title',
      header: 'Title',
      value: (row) => row.position.contact.title,
      cell: (row) => <span title={row.position.contact.title ?? undefined}>{row.position.contact.title ?? '–'}</span>,
      width: 130,
      grow: 1,
      priority: 4,
    },
    {
      id: 'roles',
      header: 'Roles',
      value: () => null,
      cell: (row) => <RolesField position={row.position} changes={changes} />,
      width: 210,
      grow: 1,
      priority: 2,
    },
    {
      id: 'influence',
      header: 'Influence',
      value: (row) => row.position.influence,
      cell: (row) => <InfluenceField row={row} changes={changes} may={mayWrite} />,
      width: 92,
      grow: 0,
      priority: 4,
    },
    {
      id: 'engagement',
      header: 'Engagement',
      value: (row) => row.thread?.engagement.value ?? null,
      cell: (row) => (row.thread ? <EngagementBar person={row.thread} /> : <span className="label">–</span>),
      width: 104,
      grow: 0,
      priority: 1,
    },
    {
      id: 'trend',
      header: '30 days',
      value: (row) => row.thread?.trend ?? null,
      cell: (row) => <Trend row={row} />,
      width: 80,
      grow: 0,
      priority: 5,
    },
    {
      id: 'touch',
      header: 'Last touch',
      value: (row) => row.thread?.lastTouch ?? null,
      cell: (row) => (row.thread?.lastTouch ? agoText(row.thread.lastTouch) : <span className="label">Never</span>),
      width: 96,
      grow: 0,
      priority: 3,
    },
    {
      id: 'thread',
      header: 'Thread',
      value: (row) => (row.thread ? Number(row.thread.active) : null),
      cell: (row) =>
        row.thread ? (
          <span title={row.thread.why}>
            <Status tone={row.thread.active ? 'good' : 'mute'}>{row.thread.active ? 'Active' : 'Dormant'}</Status>
          </span>
        ) : (
          '–'
        ),
      width: 92,
      grow: 0,
      priority: 2,
    },
  ]
}

function InfluenceField({ row, changes, may }: { row: PersonRow; changes: PositionChanges; may: boolean }) {
  const { influence, contact } = row.position
  const text = influence ? INFLUENCE_LABELS[influence] : <span className="label">Not known</span>
  if (!may) return text
  return (
    <InlineEdit
      label={`Influence of ${contact.name}`}
      edit={{ kind: 'select', value: influence ?? '', options: optionsOf(INFLUENCE_LABELS) }}
      onSave={(given) => {
        const next = given === '' ? null : (given as keyof typeof INFLUENCE_LABELS)
        return changes.update(
          row.position,
          { influence: next },
          `Influence of ${contact.name} set to ${next ? INFLUENCE_LABELS[next].toLowerCase() : 'not known'}`,
        )
      }}
    >
      {text}
    </InlineEdit>
  )
}

const ARROWS = { up: '▲', flat: '', down: '▼' } as const

function Trend({ row }: { row: PersonRow }) {
  const trend = row.thread?.trend
  if (!trend) return <span className="label">–</span>
  return (
    <span>
      <span aria-hidden="true">{ARROWS[trend]}</span> {TREND_LABELS[trend]}
    </span>
  )
}

export function DoNotContact() {
  return (
    <span role="img" aria-label="Do not contact" title="Do not contact" className="risk-text lock">
      <IconLock size={14} stroke={1.8} aria-hidden="true" />
    </span>
  )
}
