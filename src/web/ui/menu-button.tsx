import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/Popover.layer.css'
import '@mantine/core/styles/Menu.layer.css'
import { Menu } from '@mantine/core'
import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Button, IconButton, type ButtonLook } from './button.tsx'
import './menu.css'

export interface MenuItem {
  readonly id: string
  readonly label: string
  readonly icon?: ReactNode
  readonly hint?: ReactNode
  readonly tone?: 'risk'
  /** A tick before the label: the item is a choice that is made. */
  readonly checked?: boolean
  readonly disabledReason?: string | undefined
  /** Goes somewhere instead of doing something. */
  readonly href?: string
  readonly onSelect?: () => void
}

export interface MenuGroup {
  readonly title?: string
  readonly items: readonly MenuItem[]
}

interface MenuButtonProps {
  /** Text of the button, or with look `icon` its name. */
  label: string
  groups: readonly MenuGroup[]
  /** What stands on the button instead of the label; it names the button as well. */
  children?: ReactNode
  icon?: ReactNode
  look?: ButtonLook | 'icon'
  size?: 'normal' | 'small'
}

/** A button that opens a list of commands or choices. Arrow keys, typing and Esc work as in a menu. */
export function MenuButton({ label, groups, children, icon, look = 'default', size = 'normal' }: MenuButtonProps) {
  return (
    <Menu
      withInitialFocusPlaceholder={false}
      position="bottom-start"
      classNames={{ dropdown: 'menu', item: 'menu-item', label: 'menu-title', divider: 'menu-divider' }}
    >
      <Menu.Target>
        {look === 'icon' ? (
          <IconButton label={label} size={size}>
            {icon}
          </IconButton>
        ) : (
          <Button look={look} size={size} icon={icon}>
            {children ?? label}
            <IconChevronDown size={14} stroke={1.8} aria-hidden="true" />
          </Button>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        <MenuSections groups={groups} />
      </Menu.Dropdown>
    </Menu>
  )
}

/** The lines of a menu, for a Menu with a target of its own. */
export function MenuSections({ groups }: { groups: readonly MenuGroup[] }) {
  return groups.map((group, index) => <MenuSection key={group.title ?? index} group={group} position={index} />)
}

function MenuSection({ group, position }: { group: MenuGroup; position: number }) {
  const choices = group.items.some((item) => item.checked !== undefined)
  return (
    <>
      {position > 0 ? <Menu.Divider /> : null}
      {group.title ? <Menu.Label>{group.title}</Menu.Label> : null}
      {group.items.map((item) => {
        const shared = {
          leftSection: choices ? (
            <span className="menu-tick">{item.checked ? <IconCheck size={14} aria-label="chosen" /> : null}</span>
          ) : (
            item.icon
          ),
          rightSection: item.hint,
          className: item.tone === 'risk' ? 'menu-item risk-text' : 'menu-item',
        }
        return item.href ? (
          <Menu.Item key={item.id} component="a" href={item.href} {...shared}>
            {item.label}
          </Menu.Item>
        ) : (
          <Menu.Item
            key={item.id}
            disabled={item.disabledReason !== undefined}
            title={item.disabledReason}
            onClick={() => item.onSelect?.()}
            {...shared}
          >
            {item.label}
          </Menu.Item>
        )
      })}
    </>
  )
}
