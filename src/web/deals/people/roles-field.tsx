import { IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { BUYING_ROLES, ROLE_LABELS } from '../../../domain/accounts/contact.ts'
import { useMay } from '../../app/session.ts'
import { Chip } from '../../ui/chip.tsx'
import { MenuButton } from '../../ui/menu-button.tsx'
import type { Position } from '../deal-queries.ts'
import { rolesOf, type PositionChanges } from './position-changes.ts'

/** As many roles as stand in a row; the others are counted. */
const SHOWN = 2

/** The roles of a person on the deal as chips, chosen from a menu. */
export function RolesField({ position, changes, all = false }: { position: Position; changes: PositionChanges; all?: boolean }) {
  const may = useMay('deals:write')
  const [problem, setProblem] = useState<string>()
  const roles = rolesOf(position)
  const { name } = position.contact
  const shown = all ? roles : roles.slice(0, SHOWN)
  const toggle = (role: (typeof BUYING_ROLES)[number]) => {
    const next = roles.includes(role) ? roles.filter((one) => one !== role) : [...roles, role]
    setProblem(undefined)
    changes
      .update(
        position,
        { roles: next },
        `Roles of ${name} set to ${next.map((one) => ROLE_LABELS[one].toLowerCase()).join(', ') || 'none'}`,
      )
      .catch((reason: unknown) => setProblem(reason instanceof Error ? reason.message : 'Not saved'))
  }
  return (
    <span className="roles-field">
      {shown.map((role) => (
        <Chip key={role}>{ROLE_LABELS[role]}</Chip>
      ))}
      {roles.length > shown.length ? <span className="label">+{roles.length - shown.length}</span> : null}
      {roles.length === 0 ? <span className="label">None</span> : null}
      {may ? (
        <MenuButton
          label={`Roles of ${name}`}
          look="icon"
          size="small"
          icon={<IconPencil size={14} stroke={1.6} aria-hidden="true" />}
          groups={[
            {
              title: 'Roles',
              items: BUYING_ROLES.map((role) => ({
                id: role,
                label: ROLE_LABELS[role],
                checked: roles.includes(role),
                onSelect: () => toggle(role),
              })),
            },
          ]}
        />
      ) : null}
      {problem ? (
        <span className="risk-text" role="alert">
          {problem}
        </span>
      ) : null}
    </span>
  )
}
