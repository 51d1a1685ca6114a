import { IconBuilding, IconLayoutKanban, IconMoon, IconPlus, IconSun, IconUpload, IconUser } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { api } from '../api.ts'
import { matching, usePaletteSource, type PaletteItem } from '../palette/palette-sources.tsx'
import { paths } from '../paths.ts'
import { usePreferences } from '../preferences.tsx'
import { useMe } from '../session.ts'
import { FOOT, PAGES } from './nav-items.tsx'

/** What the palette finds on every page: deals, accounts and people by name, the pages, and the themes. */
export function CommandSources() {
  const router = useRouter()
  const me = useMe()
  const { prefer } = usePreferences()
  usePaletteSource(useMemo(() => searchSource((href) => router.history.push(href), me !== undefined), [router, me]))
  usePaletteSource(
    useMemo(() => {
      const items = [...PAGES, ...FOOT]
        .filter((item) => !me || me.rights.includes(item.right))
        .map((item): PaletteItem => ({
          id: item.id,
          label: `Go to ${item.label}`,
          icon: item.icon,
          keys: `G ${item.key.toUpperCase()}`,
          run: () => router.history.push(item.href),
        }))
      return { id: 'pages', group: 'Pages', find: (query) => matching(items, query) }
    }, [me, router]),
  )
  usePaletteSource(
    useMemo(() => {
      const go = (href: string) => () => router.history.push(href)
      const items: PaletteItem[] = [
        ...(me?.rights.includes('deals:write')
          ? [{ id: 'new-deal', label: 'New deal', icon: <IconPlus size={16} />, run: go(paths.pipeline({ new: 'deal' })) }]
          : []),
        ...(me?.rights.includes('data:import')
          ? [{ id: 'new-import', label: 'New import', icon: <IconUpload size={16} />, run: go(paths.data({ import: 'new' })) }]
          : []),
        { id: 'light', label: 'Light theme', icon: <IconSun size={16} />, run: () => prefer({ theme: 'light' }) },
        { id: 'dark', label: 'Dark theme', icon: <IconMoon size={16} />, run: () => prefer({ theme: 'dark' }) },
      ]
      return { id: 'commands', group: 'Commands', find: (query) => matching(items, query) }
    }, [me, prefer, router]),
  )
  return null
}

const KINDS = {
  deal: { icon: <IconLayoutKanban size={16} />, href: (id: string) => paths.deal(id) },
  account: { icon: <IconBuilding size={16} />, href: (id: string) => paths.account(id) },
  person: { icon: <IconUser size={16} />, href: (id: string) => paths.accounts({ person: id }) },
}

function searchSource(go: (href: string) => void, asks: boolean) {
  return {
    id: 'search',
    group: 'Deals, accounts and people',
    async find(query: string, signal: AbortSignal): Promise<PaletteItem[]> {
      if (!asks || query.length < 2) return []
      const found = await api.search.find({ q: query }, { signal })
      return found.items.map((item) => ({
        id: `${item.kind} ${item.id}`,
        label: item.name,
        context: item.context ?? undefined,
        icon: KINDS[item.kind].icon,
        run: () => go(KINDS[item.kind].href(item.id)),
      }))
    },
  }
}
