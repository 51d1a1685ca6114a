import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { lazy, Suspense, type ReactNode } from 'react'
import { Avatar } from '../../ui/avatar.tsx'
import { api } from '../api.ts'
import { Mark } from '../mark.tsx'
import { paths } from '../paths.ts'
import { writeSearch } from '../search.ts'
import { useMe } from '../session.ts'
import { FOOT, isAt, PAGES, type NavItem } from './nav-items.tsx'
import { UserMenu } from './user-menu.tsx'

const ViewCount = lazy(() => import('../../pipeline/view-count.tsx'))

/** The left navigation: 204 px, a rail of icons below 1200 px, a bar at the bottom below 760 px. */
export function Nav() {
  const me = useMe()
  const pathname = useLocation({ select: (location) => location.pathname })
  const shown = (item: NavItem) => !me || me.rights.includes(item.right)
  return (
    <nav className="nav" aria-label="Main">
      <a className="nav-product" aria-label="Quarterdeck" href={paths.home()}>
        <Mark />
        <span>Quarterdeck</span>
      </a>
      <ul className="nav-pages">
        {PAGES.filter(shown).map((item) => (
          <NavLink key={item.id} item={item} state={isAt(item, pathname) ? 'here' : 'elsewhere'}>
            {me && item.id === 'pipeline' ? <OpenDeals /> : null}
          </NavLink>
        ))}
      </ul>
      {me ? <SavedViews /> : null}
      <ul className="nav-foot">
        {FOOT.filter(shown).map((item) => (
          <NavLink key={item.id} item={item} state={isAt(item, pathname) ? 'here' : 'elsewhere'} />
        ))}
      </ul>
      {me ? (
        <UserMenu>
          <Avatar name={me.name} size={24} />
          <span className="nav-user-text">
            <span className="value">{me.name}</span>
            <span className="label">{me.title ?? me.role}</span>
          </span>
        </UserMenu>
      ) : null}
    </nav>
  )
}

function NavLink({ item, state, children }: { item: NavItem; state: 'here' | 'elsewhere'; children?: ReactNode }) {
  return (
    <li className={item.within ? 'nav-within' : undefined}>
      <a className="nav-link" href={item.href} title={item.label} aria-current={state === 'here' ? 'page' : undefined}>
        <span aria-hidden="true">{item.icon}</span>
        <span className="nav-text">{item.label}</span>
        {children}
      </a>
    </li>
  )
}

/** How many deals are open, from the same answer as the strip of the pipeline. */
function OpenDeals() {
  const open = useQuery({
    queryKey: ['opportunities', 'summary', {}],
    queryFn: ({ signal }) => api.opportunities.summary({}, { signal }),
    staleTime: 60_000,
  }).data?.open.count
  if (open === undefined) return null
  return (
    <span className="nav-count">
      {open.toLocaleString('en')}
      <span className="unseen"> open deals</span>
    </span>
  )
}

/** The person's own views of the pipeline and the forecast. */
function SavedViews() {
  const views = useQuery({ queryKey: ['views', 'nav'], queryFn: () => api.views.list({}), staleTime: 60_000 })
  const items = views.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className="nav-views" aria-label="Saved views">
      <h2 className="label">Saved views</h2>
      <ul>
        {items.map((view) => (
          <li key={view.id}>
            <a className="nav-link" href={viewHref(view)}>
              <span className="nav-text">{view.name}</span>
              {view.page === 'pipeline' ? (
                <Suspense fallback={null}>
                  <ViewCount view={view.search} />
                </Suspense>
              ) : null}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A saved view opens with its own filters in the address, so that the page needs to look nothing up. */
function viewHref(view: { id: string; page: string; search: Record<string, unknown> }): string {
  return `/${view.page}${writeSearch({ ...view.search, saved: view.id })}`
}
