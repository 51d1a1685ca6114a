import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/Popover.layer.css'
import '@mantine/core/styles/Menu.layer.css'
import { Menu } from '@mantine/core'
import type { ReactNode } from 'react'
import { MenuSections, type MenuGroup } from '../../ui/menu-button.tsx'

/** A menu on a button of any content, opening upwards. Loaded after the shell. */
export default function MenuPopover({
  label,
  className,
  groups,
  children,
}: {
  label: string
  className: string
  groups: readonly MenuGroup[]
  children: ReactNode
}) {
  return (
    <Menu
      withInitialFocusPlaceholder={false}
      position="top-start"
      width={196}
      classNames={{ dropdown: 'menu', item: 'menu-item', label: 'menu-title', divider: 'menu-divider' }}
    >
      <Menu.Target>
        <button type="button" className={className} title={label}>
          {children}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <MenuSections groups={groups} />
      </Menu.Dropdown>
    </Menu>
  )
}
