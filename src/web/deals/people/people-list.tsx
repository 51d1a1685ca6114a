import { useMemo } from 'react'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Empty } from '../../ui/state.tsx'
import { Status } from '../../ui/status.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import { DoNotContact } from './do-not-contact.tsx'
import { EngagementBar } from './engagement-bar.tsx'
import { seatLabel } from './map-card.tsx'
import { peopleColumns } from './people-columns.tsx'
import type { MapGhost, StakeholderMap } from './people-queries.ts'
import type { PersonRow } from './people-rows.ts'
import type { PositionChanges } from './position-changes.ts'
import { usePeopleSort } from './people-sort.ts'
import { tiesInWords } from './ties-in-words.ts'
import { touchState } from './touch-state.ts'

interface PeopleListProps {
  deal: Opportunity
  rows: readonly PersonRow[]
  /** How many there are in all. */
  of: number
  map: StakeholderMap | undefined
  changes: PositionChanges
  current: string | undefined
  mayWrite: boolean
  today: string
  activeWithinDays: number
  onOpen: (id: string) => void
  onGhost: (ghost: MapGhost) => void
}

/** Everything that the map shows, as a table: people with their lines in words, and below them who is missing. */
export function PeopleList(props: PeopleListProps) {
  const { deal, rows, of, map, changes, current, mayWrite, today, activeWithinDays, onOpen, onGhost } = props
  const { sort, onSort } = usePeopleSort()
  const ties = useMemo(() => (map ? tiesInWords(map) : new Map<string, string>()), [map])
  const columns = useMemo(
    () => peopleColumns({ changes, mayWrite, today, activeWithinDays, show: onOpen, ties }),
    [changes, mayWrite, today, activeWithinDays, onOpen, ties],
  )
  return (
    <>
      <Panel title="People" hint={rows.length === of ? undefined : `${rows.length} of ${of}`} padding="flush">
        <DataTable
          label={`People on ${deal.name}`}
          rows={rows}
          columns={columns}
          rowId={(row) => row.id}
          rowName={(row) => row.name}
          sort={sort}
          onSort={onSort}
          current={current}
          onOpen={(row) => onOpen(row.id)}
          onPeek={(row) => onOpen(row.id)}
          empty={<Empty title="None of the people are of this kind" />}
          phone={(row) => {
            const { tone, text } = touchState(row, { today, activeWithinDays })
            return {
              title: row.name,
              number: row.engagement ? <EngagementBar name={row.name} engagement={row.engagement} /> : '–',
              status: (
                <>
                  {row.title ? <span>{row.title}</span> : null}
                  <Status tone={tone}>{text}</Status>
                  {row.locked ? <DoNotContact /> : null}
                </>
              ),
              href: `?view=list&person=${row.id}`,
            }
          }}
        />
      </Panel>
      {map && map.ghosts.length > 0 ? (
        <Panel title="Not identified" hint={`${map.ghosts.length} of the roles that this deal needs`} padding="flush">
          <ul className="missing-seats">
            {map.ghosts.map((ghost) => (
              <li key={ghost.id}>
                <Status tone={ghost.severity === 'medium' ? 'warn' : 'risk'}>{seatLabel(ghost.roles)}</Status>
                <span className="label">{ghost.reason}</span>
                <Button size="small" onClick={() => onGhost(ghost)}>
                  {ghost.candidates.length === 0
                    ? 'What to do'
                    : `${ghost.candidates.length} ${ghost.candidates.length === 1 ? 'suggestion' : 'suggestions'}`}
                  <span className="unseen"> for {seatLabel(ghost.roles)}</span>
                </Button>
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
    </>
  )
}
