import { IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { paths } from '../app/paths.ts'
import { settingsRoute } from '../app/routes.tsx'
import { useMay } from '../app/session.ts'
import { usersQuery } from '../deals/company-queries.ts'
import { today } from '../deals/today.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button, ButtonLink } from '../ui/button.tsx'
import { DateField } from '../ui/date-field.tsx'
import { dateText } from '../ui/date-text.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { Panel } from '../ui/panel.tsx'
import { Empty, Skeleton } from '../ui/state.tsx'
import { QueryFailure } from './query-failure.tsx'
import { NewTeamDialog, TeamDialogs, type TeamTask } from './team-dialogs.tsx'
import { TeamLines } from './team-lines.tsx'
import { teamTree } from './team-tree.ts'

/** The hierarchy on a day: teams under each other with their people. On a past day it is read-only, since that day is over. */
export function TeamsSection() {
  const { on } = settingsRoute.useSearch()
  const navigate = settingsRoute.useNavigate()
  const day = on ?? today()
  const teams = useQuery({
    queryKey: on ? ['teams', 'list', { on }] : ['teams', 'list'],
    queryFn: () => api.teams.list(on ? { on } : {}),
    placeholderData: keepPreviousData,
  })
  const users = useQuery(usersQuery)
  const may = useMay('users:write') && !on
  const [task, setTask] = useState<TeamTask>()
  const [adding, setAdding] = useState<'open' | 'closed'>('closed')
  if (teams.isLoadingError) return <QueryFailure what="the teams" query={teams} />
  const items = teams.data?.items ?? []
  const tree = teamTree(items)
  const placed = new Set(items.flatMap((team) => team.members.map((member) => member.userId)))
  const outside = (users.data?.items ?? []).filter((user) => user.active && !placed.has(user.id))
  return (
    <>
      <PageHeader
        title="Team and hierarchy"
        controls={
          <div className="as-of">
            <span className="label" aria-hidden="true">
              As of
            </span>
            <DateField
              label="As of"
              labels="hidden"
              value={day}
              today={today()}
              onChange={(date) =>
                void navigate({
                  search: (before) => ({ ...before, on: date && date !== today() ? date : undefined }),
                  replace: true,
                })
              }
            />
          </div>
        }
        note={
          on
            ? `As it stood on ${dateText(on, today())}. Changes are made from today's hierarchy`
            : `${items.length} teams, ${placed.size} people`
        }
        actions={
          on ? (
            <ButtonLink href={paths.settings('teams')}>Back to today</ButtonLink>
          ) : may ? (
            <Button look="primary" icon={<IconPlus size={15} stroke={1.8} />} onClick={() => setAdding('open')}>
              New team
            </Button>
          ) : null
        }
      />
      {teams.data ? (
        items.length === 0 ? (
          <Empty title={on ? `There were no teams on ${dateText(on, today())}` : 'There are no teams yet'}>
            Teams decide which deals a manager sees, and how the forecast rolls up.
          </Empty>
        ) : (
          <Panel title="Teams" padding="flush" rule="line">
            <TeamLines tree={tree} onTask={may ? setTask : undefined} />
          </Panel>
        )
      ) : (
        <Skeleton />
      )}
      {!on && outside.length > 0 && items.length > 0 ? (
        <Panel title="In no team" hint="Their deals are in no team's forecast" rule="line">
          <ul className="loose-people">
            {outside.map((user) => (
              <li key={user.id}>
                <span className="person">
                  <Avatar name={user.name} />
                  <span className="name">{user.name}</span>
                  {user.title ? <span className="label">{user.title}</span> : null}
                </span>
                {may ? (
                  <Button
                    size="small"
                    aria-label={`Add ${user.name} to a team`}
                    onClick={() => setTask({ kind: 'add', userId: user.id })}
                  >
                    Add to a team
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      {task ? <TeamDialogs task={task} tree={tree} users={users.data?.items ?? []} onClose={() => setTask(undefined)} /> : null}
      {adding === 'open' ? <NewTeamDialog tree={tree} onClose={() => setAdding('closed')} /> : null}
    </>
  )
}
