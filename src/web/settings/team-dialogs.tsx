import { useState, type ReactNode } from 'react'
import { api } from '../app/api.ts'
import { today } from '../deals/today.ts'
import { Button } from '../ui/button.tsx'
import { DateField } from '../ui/date-field.tsx'
import { dateText } from '../ui/date-text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { ComboField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { CheckField } from '../ui/tick-field.tsx'
import { useHeldChange, type HeldChange } from './held-change.ts'
import { useSaved } from './saved-state.ts'
import { treeLines, withBelow, type Team, type TreeTeam } from './team-tree.ts'

type Member = Team['members'][number]
type User = Awaited<ReturnType<typeof api.users.list>>['items'][number]

/** What is to be done with a team or a person in it. */
export type TeamTask =
  | { kind: 'add'; teamId?: string; userId?: string }
  | { kind: 'remove'; team: Team; member: Member }
  | { kind: 'lead'; team: Team; member: Member }
  | { kind: 'move'; team: Team }
  | { kind: 'rename'; team: Team }
  | { kind: 'new'; parentId: string }

interface TaskProps<K extends TeamTask['kind']> {
  task: Extract<TeamTask, { kind: K }>
  tree: readonly TreeTeam[]
  onClose: () => void
}

/** The dialog of a task. Each change holds from a day on, so that sums of past days stay as they were. */
export function TeamDialogs({
  task,
  users,
  ...rest
}: {
  task: TeamTask
  tree: readonly TreeTeam[]
  users: readonly User[]
  onClose: () => void
}) {
  if (task.kind === 'add') return <AddMember task={task} users={users} {...rest} />
  if (task.kind === 'remove') return <RemoveMember task={task} {...rest} />
  if (task.kind === 'lead') return <ChangeLead task={task} {...rest} />
  if (task.kind === 'move') return <MoveTeam task={task} {...rest} />
  if (task.kind === 'rename') return <RenameTeam task={task} {...rest} />
  return <NewTeamDialog parentId={task.parentId} {...rest} />
}

export function NewTeamDialog({
  parentId = null,
  tree,
  onClose,
}: {
  parentId?: string | null
  tree: readonly TreeTeam[]
  onClose: () => void
}) {
  const [name, setName] = useState('')
  const [parent, setParent] = useState<string | null>(parentId)
  return (
    <DayDialog
      title="New team"
      action="Create the team"
      onClose={onClose}
      missing={name.trim() === '' ? 'Give the team a name.' : undefined}
      change={(from) => ({
        text: `${name.trim()} created`,
        go: { save: () => api.teams.create({ name: name.trim(), parentId: parent, from }) },
      })}
    >
      {(said) => (
        <>
          <TextField label="Name" needed="required" value={name} onChange={setName} problem={said} autoFocus />
          <ComboField label="Under" hint="Empty: at the top" value={parent} options={options(tree)} onChange={setParent} />
        </>
      )}
    </DayDialog>
  )
}

function AddMember({ task, tree, users, onClose }: TaskProps<'add'> & { users: readonly User[] }) {
  const [teamId, setTeamId] = useState<string | null>(task.teamId ?? null)
  const [userId, setUserId] = useState<string | null>(task.userId ?? null)
  const [leads, setLeads] = useState(false)
  const team = treeLines(tree).find((node) => node.team.id === teamId)?.team
  const user = users.find((one) => one.id === userId)
  const choices = users.filter((one) => one.active && !team?.members.some((member) => member.userId === one.id))
  const known = team?.name ?? 'a team'
  return (
    <DayDialog
      title={task.userId ? `Add ${user?.name ?? 'a person'} to a team` : `Add a person to ${known}`}
      action="Add to the team"
      onClose={onClose}
      missing={teamId === null ? 'Choose a team.' : userId === null ? 'Choose a person.' : undefined}
      change={(from) => {
        const of = { id: teamId ?? '', userId: userId ?? '', from }
        return {
          text: `${user?.name ?? 'Person'} added to ${known} from ${dateText(from, today())}`,
          go: { save: () => api.teams.setMember({ ...of, leads }) },
          back: { save: () => api.teams.removeMember(of) },
        }
      }}
    >
      {(said) => (
        <>
          {task.userId ? (
            <ComboField
              label="Team"
              needed="required"
              value={teamId}
              options={options(tree)}
              onChange={setTeamId}
              problem={said}
            />
          ) : (
            <ComboField
              label="Person"
              needed="required"
              value={userId}
              options={choices.map((one) => ({ value: one.id, label: one.title ? `${one.name}, ${one.title}` : one.name }))}
              onChange={setUserId}
              problem={said}
            />
          )}
          <CheckField label="Leads the team" checked={leads} onChange={setLeads} />
        </>
      )}
    </DayDialog>
  )
}

function RemoveMember({ task: { team, member }, onClose }: TaskProps<'remove'>) {
  return (
    <DayDialog
      title={`Take ${member.name} out of ${team.name}`}
      action="Take out"
      look="danger"
      onClose={onClose}
      change={(from) => {
        const of = { id: team.id, userId: member.userId, from }
        return {
          text: `${member.name} taken out of ${team.name} from ${dateText(from, today())}`,
          go: { save: () => api.teams.removeMember(of) },
          back: { save: () => api.teams.setMember({ ...of, leads: member.leads }) },
        }
      }}
    >
      {() => <p className="dialog-note">Forecasts of earlier days keep {member.name} in the team.</p>}
    </DayDialog>
  )
}

function ChangeLead({ task: { team, member }, onClose }: TaskProps<'lead'>) {
  const leads = !member.leads
  return (
    <DayDialog
      title={leads ? `${member.name} leads ${team.name}` : `${member.name} no longer leads ${team.name}`}
      action="Save"
      onClose={onClose}
      change={(from) => {
        const set = (value: boolean) => ({
          save: () => api.teams.setMember({ id: team.id, userId: member.userId, from, leads: value }),
        })
        return {
          text: `${member.name} ${leads ? 'leads' : 'no longer leads'} ${team.name} from ${dateText(from, today())}`,
          go: set(leads),
          back: set(!leads),
        }
      }}
    >
      {() => <p className="dialog-note">A manager who leads a team sees its deals and those of the teams below it.</p>}
    </DayDialog>
  )
}

function MoveTeam({ task: { team }, tree, onClose }: TaskProps<'move'>) {
  const [parentId, setParentId] = useState<string | null>(team.parentId)
  const own = treeLines(tree).find((node) => node.team.id === team.id)
  const inside = own ? withBelow(own) : new Set([team.id])
  const choices = options(tree).filter((option) => !inside.has(option.value))
  const under = choices.find((option) => option.value === parentId)?.label
  return (
    <DayDialog
      title={`Move ${team.name}`}
      action="Move the team"
      onClose={onClose}
      missing={parentId === team.parentId ? 'It stands there already.' : undefined}
      change={(from) => {
        const put = (parent: string | null) => ({ save: () => api.teams.update({ id: team.id, parentId: parent, from }) })
        return {
          text: `${team.name} moved ${under ? `under ${under}` : 'to the top'} from ${dateText(from, today())}`,
          go: put(parentId),
          back: put(team.parentId),
        }
      }}
    >
      {(said) => (
        <ComboField
          label="Under"
          hint="Empty: at the top"
          value={parentId}
          options={choices}
          onChange={setParentId}
          problem={said}
        />
      )}
    </DayDialog>
  )
}

function RenameTeam({ task: { team }, onClose }: TaskProps<'rename'>) {
  const [name, setName] = useState(team.name)
  return (
    <DayDialog
      title={`Rename ${team.name}`}
      action="Rename"
      day="none"
      onClose={onClose}
      missing={name.trim() === '' ? 'Give the team a name.' : undefined}
      change={() => {
        const call = (to: string) => ({ save: () => api.teams.update({ id: team.id, name: to }) })
        return { text: `${team.name} renamed to ${name.trim()}`, go: call(name.trim()), back: call(team.name) }
      }}
    >
      {(said) => <TextField label="Name" needed="required" value={name} onChange={setName} problem={said} autoFocus />}
    </DayDialog>
  )
}

interface DayDialogProps {
  title: string
  action: string
  look?: 'primary' | 'danger'
  /** `none` for what has no day: a name. */
  day?: 'asked' | 'none'
  /** What is still to be filled in. */
  missing?: string | undefined
  change: (from: string) => Omit<HeldChange<unknown>, 'key'>
  onClose: () => void
  /** Gets the sentence that says what is missing, once saving was tried. */
  children: (said: string | undefined) => ReactNode
}

function DayDialog({ title, action, look = 'primary', day = 'asked', missing, change, onClose, children }: DayDialogProps) {
  const make = useHeldChange()
  const [from, setFrom] = useState<string | null>(today())
  const [tried, setTried] = useState(false)
  const { problem, busy, save } = useSaved()
  const submit = async () => {
    setTried(true)
    if (missing || from === null) return
    const done = await save(() =>
      make({ ...change(from), key: ['teams', 'list'], also: ['users', 'quotas', 'opportunities', 'forecasting'] }),
    )
    if (done) onClose()
  }
  return (
    <Dialog
      title={title}
      state="open"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look={look} disabledReason={busy ? 'Being saved' : undefined} onClick={() => void submit()}>
            {action}
          </Button>
        </>
      }
    >
      {children(tried ? missing : undefined)}
      {day === 'asked' ? (
        <DateField
          label="From"
          needed="required"
          hint="The first day on which it holds"
          value={from}
          onChange={setFrom}
          today={today()}
          problem={tried && from === null ? 'Choose a day.' : undefined}
        />
      ) : null}
      {problem ? (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
    </Dialog>
  )
}

function options(tree: readonly TreeTeam[]): { value: string; label: string }[] {
  return treeLines(tree).map(({ team }) => ({ value: team.id, label: team.name }))
}
