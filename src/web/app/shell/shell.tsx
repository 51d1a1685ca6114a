import { useIsFetching } from '@tanstack/react-query'
import { Outlet, useLocation, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { useKeys } from '../../ui/key-map.tsx'
import { useLiveUpdates } from '../live-updates.ts'
import { PageTitleProvider } from '../page-title.tsx'
import { PaletteSources, usePalette } from '../palette/palette-sources.tsx'
import { useMe } from '../session.ts'
import { UndoProvider } from '../undo.tsx'
import { useAccountPreferences } from './account-preferences.ts'
import { Nav } from './nav.tsx'
import { FOOT, PAGES } from './nav-items.tsx'
import { OfflineBanner } from './offline-banner.tsx'
import './shell.css'
import { TopBar } from './top-bar.tsx'

const Palette = lazy(() => import('../palette/palette.tsx'))
const CommandSources = lazy(async () => ({ default: (await import('./command-sources.tsx')).CommandSources }))
const KeyDialog = lazy(() => import('./key-dialog.tsx'))

/** What stands around every page: navigation, top bar, palette, keys, undo, live updates. */
export function Shell() {
  const [palette, setPalette] = useState<'open' | 'closed'>('closed')
  const open = useCallback(() => setPalette('open'), [])
  useAccountPreferences()
  useLiveUpdates(useMe() ? 'on' : 'off')
  return (
    <PageTitleProvider>
      <UndoProvider>
        <PaletteSources onOpen={open}>
          <a className="skip-link" href="#main">
            Skip to the page
          </a>
          <div className="shell">
            <Nav />
            <div className="shell-page">
              <TopBar />
              <FetchingBar />
              <OfflineBanner />
              <MainArea />
            </div>
          </div>
          <Suspense fallback={null}>
            <CommandSources />
          </Suspense>
          <ShellKeys />
          {palette === 'open' ? (
            <Suspense>
              <Palette onClose={() => setPalette('closed')} />
            </Suspense>
          ) : null}
        </PaletteSources>
      </UndoProvider>
    </PageTitleProvider>
  )
}

/** The page itself. Focus goes to it when the address moves to another page, so that a screen reader starts there. */
function MainArea() {
  return (
    <main id="main" className="page" tabIndex={-1}>
      <Outlet />
    </main>
  )
}

/** A thin line under the header while old data is being asked for again. */
function FetchingBar() {
  const busy = useIsFetching() > 0
  return <div className={busy ? 'fetching-bar fetching-bar-on' : 'fetching-bar'} aria-hidden="true" />
}

/** Keys that work on every page. `/` goes to the page's own filter field (`data-page-search`). */
function ShellKeys() {
  const router = useRouter()
  const me = useMe()
  const { open } = usePalette()
  const [keys, setKeys] = useState<'open' | 'closed'>('closed')
  const pathname = useLocation({ select: (location) => location.pathname })
  useEffect(() => setKeys('closed'), [pathname])
  useKeys(
    useMemo(() => {
      const places = [...PAGES, ...FOOT].filter((item) => !me || me.rights.includes(item.right))
      return [
        { keys: 'mod+k', name: 'Search or run a command', group: 'Everywhere', run: open },
        { keys: '?', name: 'Show the keys', group: 'Everywhere', run: () => setKeys('open') },
        {
          keys: '/',
          name: 'Search in the page',
          group: 'Everywhere',
          run: () => {
            const field = document.querySelector<HTMLElement>('[data-page-search]')
            if (field) field.focus()
            else open()
          },
        },
        ...places.map((item) => ({
          keys: `g ${item.key}`,
          name: `Go to ${item.label}`,
          group: 'Go to',
          run: () => router.history.push(item.href),
        })),
      ]
    }, [me, open, router]),
  )
  return keys === 'open' ? (
    <Suspense>
      <KeyDialog onClose={() => setKeys('closed')} />
    </Suspense>
  ) : null
}
