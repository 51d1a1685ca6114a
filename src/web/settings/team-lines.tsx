import {
  IconArrowsSort,
  IconChevronDown,
  IconChevronRight,
  IconDots,
  IconPencil,
  IconPlus,
  IconStar,
  IconStarOff,
  IconUserMinus,
  IconUserPlus,
} from '@tabler/icons-react'
import { useState } from 'react'
import { Avatar } from '../ui/avatar.tsx'
import { Chip } from '../ui/chip.tsx'
import { MenuButton } from '../ui/menu-button.tsx'
import type { TeamTask } from './team-dialogs.tsx'
import type { Team, TreeTeam } from './team-tree.ts'
import './teams.css'

interface TeamLinesProps {
  tree: readonly TreeTeam[]
  /** Left out where nothing can be changed. */
  onTask?: ((task: TeamTask) => void) | undefined
}

/** Teams as nested lists: a line per team with who leads it, its people under it, then the teams below. */
export function TeamLines({ tree, onTask }: TeamLinesProps) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const fold = (id: string) =>
    setFolded((before) => {
      const next = new Set(before)
      if (!next.delete(id)) next.add(id)
      return next
    })
  return (
    <ul className="team-list">
      {tree.map((node) => (
        <TeamLine key={node.team.id} node={node} folded={folded} onFold={fold} onTask={onTask} />
      ))}
    </ul>
  )
}

interface TeamLineProps {
  node: TreeTeam
  folded: ReadonlySet<string>
  onFold: (id: string) => void
  onTask: ((task: TeamTask) => void) | undefined
}

function TeamLine({ node, folded, onFold, onTask }: TeamLineProps) {
  const { team, level, below } = node
  const open = !folded.has(team.id)
  const leads = team.members.filter((member) => member.leads)
  const Chevron = open ? IconChevronDown : IconChevronRight
  const inset = { '--level': level } as React.CSSProperties
  return (
    <li>
      <div className="team-line" style={inset}>
        <button
          type="button"
          className="team-fold"
          aria-expanded={open}
          aria-label={`${team.name}: show people and teams below`}
          onClick={() => onFold(team.id)}
        >
          <Chevron size={15} stroke={1.8} aria-hidden="true" />
        </button>
        <span className="value team-name">{team.name}</span>
        <span className="label">
          {team.members.length === 1 ? '1 person' : `${team.members.length} people`}
          {leads.length > 0 ? `, led by ${leads.map((lead) => lead.name).join(' and ')}` : ', nobody leads it'}
        </span>
        {onTask ? <TeamMenu team={team} onTask={onTask} /> : null}
      </div>
      {open ? (
        <>
          {team.members.length > 0 ? (
            <ul aria-label={`People of ${team.name}`}>
              {team.members.map((member) => (
                <li key={member.userId} className="member-line" style={inset}>
                  <Avatar name={member.name} />
                  <span className="name">{member.name}</span>
                  {member.leads ? <Chip>Leads</Chip> : null}
                  {member.active ? null : <span className="label">not active</span>}
                  {onTask ? <MemberMenu team={team} member={member} onTask={onTask} /> : null}
                </li>
              ))}
            </ul>
          ) : null}
          {below.length > 0 ? (
            <ul aria-label={`Teams below ${team.name}`}>
              {below.map((one) => (
                <TeamLine key={one.team.id} node={one} folded={folded} onFold={onFold} onTask={onTask} />
              ))}
            </ul>
          ) : null}
        </>
      ) : null}
    </li>
  )
}

function TeamMenu({ team, onTask }: { team: Team; onTask: (task: TeamTask) => void }) {
  return (
    <span className="team-menu">
      <MenuButton
        look="icon"
        size="small"
        label={`Actions for ${team.name}`}
        icon={<IconDots size={16} />}
        groups={[
          {
            items: [
              {
                id: 'add',
                label: 'Add a person',
                icon: <IconUserPlus size={15} />,
                onSelect: () => onTask({ kind: 'add', teamId: team.id }),
              },
              {
                id: 'below',
                label: 'New team below',
                icon: <IconPlus size={15} />,
                onSelect: () => onTask({ kind: 'new', parentId: team.id }),
              },
              {
                id: 'move',
                label: 'Move under another team',
                icon: <IconArrowsSort size={15} />,
                onSelect: () => onTask({ kind: 'move', team }),
              },
              { id: 'rename', label: 'Rename', icon: <IconPencil size={15} />, onSelect: () => onTask({ kind: 'rename', team }) },
            ],
          },
        ]}
      />
    </span>
  )
}

function MemberMenu({ team, member, onTask }: { team: Team; member: Team['members'][number]; onTask: (task: TeamTask) => void }) {
  return (
    <span className="team-menu">
      <MenuButton
        look="icon"
        size="small"
        label={`Actions for ${member.name} in ${team.name}`}
        icon={<IconDots size={16} />}
        groups={[
          {
            items: [
              {
                id: 'lead',
                label: member.leads ? `No longer leads ${team.name}` : `Leads ${team.name}`,
                icon: member.leads ? <IconStarOff size={15} /> : <IconStar size={15} />,
                onSelect: () => onTask({ kind: 'lead', team, member }),
              },
              {
                id: 'remove',
                label: `Take out of ${team.name}`,
                icon: <IconUserMinus size={15} />,
                tone: 'risk',
                onSelect: () => onTask({ kind: 'remove', team, member }),
              },
            ],
          },
        ]}
      />
    </span>
  )
}
