import {
  IconBuilding,
  IconChartHistogram,
  IconDatabase,
  IconLayoutKanban,
  IconReportAnalytics,
  IconSettings,
  IconTie,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Right } from '../../../domain/access/right.ts'
import { paths } from '../paths.ts'

export interface NavItem {
  readonly id: string
  readonly label: string
  readonly href: string
  readonly icon: ReactNode
  /** After G. */
  readonly key: string
  /** The item is hidden from those without it. */
  readonly right: Right
  /** Paths that count as being there. */
  readonly below: readonly string[]
  /** A part of the item above it: left to that page's tabs where the bar at the bottom has no room. */
  readonly within?: 'above'
}

const ICON = { size: 16, stroke: 1.6 }

export const PAGES: readonly NavItem[] = [
  {
    id: 'pipeline',
    label: 'Pipeline',
    href: paths.pipeline(),
    icon: <IconLayoutKanban {...ICON} />,
    key: 'p',
    right: 'deals:read',
    below: ['/pipeline', '/deals'],
  },
  {
    id: 'forecast',
    label: 'Forecast',
    href: paths.forecast(),
    icon: <IconChartHistogram {...ICON} />,
    key: 'f',
    right: 'forecast:read',
    below: ['/forecast'],
  },
  {
    id: 'accounts',
    label: 'Accounts',
    href: paths.accounts(),
    icon: <IconBuilding {...ICON} />,
    key: 'a',
    right: 'accounts:read',
    below: ['/accounts'],
  },
  {
    id: 'sponsors',
    label: 'Sponsors',
    href: paths.sponsors(),
    icon: <IconTie {...ICON} />,
    key: 'e',
    right: 'people:read',
    below: ['/sponsors'],
    within: 'above',
  },
  {
    id: 'insights',
    label: 'Insights',
    href: paths.models(),
    icon: <IconReportAnalytics {...ICON} />,
    key: 'i',
    right: 'forecast:read',
    below: ['/insights'],
  },
]

export const FOOT: readonly NavItem[] = [
  {
    id: 'data',
    label: 'Data quality',
    href: paths.data(),
    icon: <IconDatabase {...ICON} />,
    key: 'q',
    right: 'data:read',
    below: ['/data'],
  },
  {
    id: 'settings',
    label: 'Settings',
    href: paths.settings(),
    icon: <IconSettings {...ICON} />,
    key: 's',
    right: 'settings:read',
    below: ['/settings'],
  },
]

export function isAt(item: NavItem, pathname: string): boolean {
  return item.below.some((path) => pathname === path || pathname.startsWith(`${path}/`))
}
