import { IconDeviceDesktop, IconLogout, IconMoon, IconSun, IconUserCog } from '@tabler/icons-react'
import { lazy, Suspense, type ReactNode } from 'react'
import { leave } from '../leave.ts'
import { paths } from '../paths.ts'
import { usePreferences } from '../preferences.tsx'

const MenuPopover = lazy(() => import('./menu-popover.tsx'))

/** The person at the foot of the navigation: profile, theme, signing out. The menu itself is loaded apart from the shell. */
export function UserMenu({ children }: { children: ReactNode }) {
  const { preferences, prefer } = usePreferences()
  const theme = (value: 'light' | 'dark' | 'auto', label: string, icon: ReactNode) => ({
    id: value,
    label,
    icon,
    checked: preferences.theme === value,
    onSelect: () => prefer({ theme: value }),
  })
  const face = <div className="nav-user">{children}</div>
  return (
    <Suspense fallback={face}>
      <MenuPopover
        label="Profile, theme and signing out"
        className="nav-user"
        groups={[
          { items: [{ id: 'profile', label: 'Profile', icon: <IconUserCog size={15} />, href: paths.settings('profile') }] },
          {
            title: 'Theme',
            items: [
              theme('light', 'Light', <IconSun size={15} />),
              theme('dark', 'Dark', <IconMoon size={15} />),
              theme('auto', 'As the device', <IconDeviceDesktop size={15} />),
            ],
          },
          { items: [{ id: 'leave', label: 'Sign out', icon: <IconLogout size={15} />, onSelect: () => void leave() }] },
        ]}
      >
        {children}
      </MenuPopover>
    </Suspense>
  )
}
