import { IconSearch } from '@tabler/icons-react'
import { Fragment, lazy, Suspense } from 'react'
import { Kbd } from '../../ui/kbd.tsx'
import { useCrumbs } from '../page-title.tsx'
import { usePalette } from '../palette/palette-sources.tsx'
import { useMe } from '../session.ts'

const CHORD = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘ K' : 'Ctrl K'

const AlertsLink = lazy(async () => ({ default: (await import('./alerts-link.tsx')).AlertsLink }))
const JobsBell = lazy(async () => ({ default: (await import('./jobs-bell.tsx')).JobsBell }))

/** Where one is, the palette, and work in the background. */
export function TopBar() {
  const crumbs = useCrumbs()
  const { open } = usePalette()
  const me = useMe()
  return (
    <section className="top-bar" aria-label="Place and search">
      <nav aria-label="Breadcrumb" className="crumbs">
        <ol>
          {crumbs.map((crumb, index) => (
            <Fragment key={crumb.label}>
              {index > 0 ? (
                <li aria-hidden="true" className="crumb-slash">
                  /
                </li>
              ) : null}
              <li>
                {crumb.href && index < crumbs.length - 1 ? (
                  <a href={crumb.href}>{crumb.label}</a>
                ) : index < crumbs.length - 1 ? (
                  <span className="crumb-group">{crumb.label}</span>
                ) : (
                  <span className="value" aria-current="page">
                    {crumb.label}
                  </span>
                )}
              </li>
            </Fragment>
          ))}
        </ol>
      </nav>
      <button type="button" className="top-search" onClick={open}>
        <IconSearch size={15} stroke={1.6} aria-hidden="true" />
        <span>Search or run a command</span>
        <Kbd>{CHORD}</Kbd>
      </button>
      {me ? (
        <Suspense fallback={<span className="bell-place" />}>
          <AlertsLink />
          <JobsBell />
        </Suspense>
      ) : null}
    </section>
  )
}
