import { lazy, Suspense, useEffect, useRef, type ComponentType } from 'react'
import { usePageTitle } from '../app/page-title.tsx'
import { paths, type SettingsSection } from '../app/paths.ts'
import { settingsRoute } from '../app/routes.tsx'
import { useMe } from '../app/session.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { Empty, Skeleton } from '../ui/state.tsx'
import { ProfileSection } from './profile-section.tsx'
import { SECTION_GROUPS, SECTIONS } from './sections.ts'
import './settings.css'

const CONTENT: Readonly<Record<SettingsSection, ComponentType>> = {
  profile: ProfileSection,
  keys: lazy(async () => ({ default: (await import('./keys-section.tsx')).KeysSection })),
  teams: lazy(async () => ({ default: (await import('./teams-section.tsx')).TeamsSection })),
  users: lazy(async () => ({ default: (await import('./users-section.tsx')).UsersSection })),
  periods: lazy(async () => ({ default: (await import('./periods-section.tsx')).PeriodsSection })),
  stages: lazy(async () => ({ default: (await import('./stages-section.tsx')).StagesSection })),
  currencies: lazy(async () => ({ default: (await import('./currencies-section.tsx')).CurrenciesSection })),
  people: lazy(async () => ({ default: (await import('./people-section.tsx')).PeopleSection })),
  model: lazy(async () => ({ default: (await import('./model-section.tsx')).ModelSection })),
  alerts: lazy(async () => ({ default: (await import('../alerts/alerts-section.tsx')).AlertsSection })),
  audit: lazy(async () => ({ default: (await import('./audit-section.tsx')).AuditSection })),
}

/** What a person, and those who run the company's installation, can set. Each section has its own address. */
export function SettingsPage() {
  const { section = 'profile' } = settingsRoute.useParams()
  const me = useMe()
  const open = SECTIONS.find((one) => one.id === section)
  const allowed = open !== undefined && (me?.rights.includes(open.right) ?? false)
  usePageTitle([{ label: 'Settings', href: paths.settings() }, { label: open?.label ?? 'Settings' }])
  const Content = CONTENT[section]
  const menu = useRef<HTMLElement>(null)
  useEffect(() => {
    // On a phone the menu is one line that scrolls; what is open must be in view.
    menu.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [section])
  return (
    <div className="settings page-wide">
      <nav ref={menu} className="settings-nav" aria-label="Settings">
        {SECTION_GROUPS.map((group) => {
          const sections = group.sections.filter((one) => me?.rights.includes(one.right))
          return sections.length === 0 ? null : (
            <div key={group.title} className="settings-group">
              <p className="label">{group.title}</p>
              <ul>
                {sections.map((one) => (
                  <li key={one.id}>
                    <a
                      className="settings-link"
                      href={paths.settings(one.id)}
                      aria-current={one.id === section ? 'page' : undefined}
                    >
                      {one.label}
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          )
        })}
      </nav>
      <div className="page-stack">
        {allowed ? (
          <Suspense fallback={<Skeleton />}>
            <Content />
          </Suspense>
        ) : (
          <>
            <PageHeader title={open?.label ?? 'Settings'} />
            <Empty title="Not visible to you">This part of the settings needs a right that your role does not have.</Empty>
          </>
        )}
      </div>
    </div>
  )
}
