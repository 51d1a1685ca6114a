import { ROLE_LABELS } from '../../../domain/accounts/contact.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Chip } from '../../ui/chip.tsx'
import { InlineEdit } from '../../ui/inline-edit.tsx'
import { Status } from '../../ui/status.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DoNotContact } from './do-not-contact.tsx'
import { EngagementBar } from './engagement-bar.tsx'
import { EngagementTrail } from './engagement-trail.tsx'
import type { PersonRow } from './people-rows.ts'
import type { PositionChanges } from './position-changes.ts'
import { INFLUENCE_LABELS, optionsOf, TREND_LABELS } from './position-words.ts'
import { RolesField } from './roles-field.tsx'
import { touchState } from './touch-state.ts'

interface ColumnContext {
  readonly changes: PositionChanges
  readonly mayWrite: boolean
  readonly today: string
  readonly activeWithinDays: number
  readonly show: (id: string) => void
  /** How each person stands to others, in words. */
  readonly ties: ReadonlyMap<string, string>
}

const WEIGHT = { high: 3, medium: 2, low: 1 } as const

/** The map as a table: who, in which role, with how much influence, how engaged, and how they stand to each other. */
export function peopleColumns(context: ColumnContext): Column<PersonRow>[] {
  const { changes, mayWrite, show, ties } = context
  return [
    {
      id: 'name',
      header: 'Person',
      value: (row) => row.name,
      cell: (row) => (
        <span className="person-cell">
          <Avatar name={row.name} size={22} />
          <button type="button" className="link-button name cut" tabIndex={-1} title={row.name} onClick={() => show(row.id)}>
            {row.name}
          </button>
          {row.locked ? <DoNotContact /> : null}
          {row.records.length > 1 ? (
            <span className="label" title={aliasText(row)}>
              {row.records.length} records
            </span>
          ) : null}
          {row.isPrimary ? <span className="label">main</span> : null}
        </span>
      ),
      width: 210,
      grow: 2,
      priority: 1,
    },
    {
      id: 'title',
      header: 'Title',
      value: (row) => row.title,
      cell: (row) => <span title={row.title ?? undefined}>{row.title ?? '–'}</span>,
      width: 130,
      grow: 1,
      priority: 4,
      sort: 'none',
    },
    {
      id: 'roles',
      header: 'Roles',
      value: (row) => row.roles.join(' '),
      cell: (row) =>
        row.position ? (
          <RolesField position={row.position} changes={changes} />
        ) : (
          <span className="roles-field">
            {row.roles.length === 0 ? <span className="label">None</span> : null}
            {row.roles.slice(0, 2).map((role) => (
              <Chip key={role}>{ROLE_LABELS[role]}</Chip>
            ))}
          </span>
        ),
      width: 210,
      grow: 1,
      priority: 2,
      sort: 'none',
    },
    {
      id: 'influence',
      header: 'Influence',
      value: (row) => (row.influence ? WEIGHT[row.influence] : null),
      cell: (row) => <InfluenceField row={row} changes={changes} may={mayWrite} />,
      width: 92,
      grow: 0,
      priority: 3,
      first: 'desc',
    },
    {
      id: 'engagement',
      header: 'Engagement',
      value: (row) => row.engagement?.value ?? null,
      cell: (row) =>
        row.engagement ? <EngagementBar name={row.name} engagement={row.engagement} /> : <span className="label">–</span>,
      width: 104,
      grow: 0,
      priority: 1,
      first: 'desc',
    },
    {
      id: 'trend',
      header: '12 weeks',
      value: (row) => row.trend,
      cell: (row) => <Trend row={row} />,
      width: 92,
      grow: 0,
      priority: 4,
      sort: 'none',
    },
    {
      id: 'touch',
      header: 'Last touch',
      value: (row) => row.lastTouch,
      cell: (row) => {
        const { tone, text } = touchState(row, context)
        return <Status tone={tone}>{text}</Status>
      },
      width: 96,
      grow: 0,
      priority: 2,
      first: 'desc',
    },
    {
      id: 'thread',
      header: 'Thread',
      value: (row) => Number(row.active),
      cell: (row) => (
        <span title={row.why}>
          <Status tone={row.active ? 'good' : 'mute'}>{row.active ? 'Active' : 'Dormant'}</Status>
        </span>
      ),
      width: 92,
      grow: 0,
      priority: 3,
      first: 'desc',
    },
    {
      id: 'ties',
      header: 'Stands to others',
      value: (row) => ties.get(row.id) ?? null,
      cell: (row) => <span title={ties.get(row.id)}>{ties.get(row.id) || '–'}</span>,
      width: 180,
      grow: 2,
      priority: 5,
      sort: 'none',
    },
  ]
}

function aliasText({ aliases, records }: PersonRow): string {
  const named = aliases.map(({ name, mailbox }) => [name, mailbox].filter(Boolean).join(', '))
  return named.length > 0 ? `Also ${named.join('; ')}` : `${records.length} records of one person`
}

function InfluenceField({ row, changes, may }: { row: PersonRow; changes: PositionChanges; may: boolean }) {
  const { influence, position, name } = row
  const text = influence ? (
    <span title={position && position.influence === null ? 'Worked out from title and contacts' : undefined}>
      {INFLUENCE_LABELS[influence]}
    </span>
  ) : (
    <span className="label">Not known</span>
  )
  if (!may || !position) return text
  return (
    <InlineEdit
      label={`Influence of ${name}`}
      edit={{ kind: 'select', value: position.influence ?? '', options: optionsOf(INFLUENCE_LABELS) }}
      onSave={(given) => {
        const next = given === '' ? null : (given as keyof typeof INFLUENCE_LABELS)
        return changes.update(
          position,
          { influence: next },
          `Influence of ${name} set to ${next ? INFLUENCE_LABELS[next].toLowerCase() : 'not known'}`,
        )
      }}
    >
      {text}
    </InlineEdit>
  )
}

const ARROWS = { up: '▲', flat: '', down: '▼' } as const

function Trend({ row }: { row: PersonRow }) {
  const { trend } = row
  if (!trend && row.trail.length < 2) return <span className="label">–</span>
  return (
    <span className="trend" title={trend ? `${TREND_LABELS[trend]} against 30 days ago` : undefined}>
      <EngagementTrail row={row} />
      {trend ? (
        <>
          <span aria-hidden="true">{ARROWS[trend]}</span>
          <span className="unseen">{TREND_LABELS[trend]} against 30 days ago</span>
        </>
      ) : null}
    </span>
  )
}
