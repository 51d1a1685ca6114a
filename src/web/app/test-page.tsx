import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRouter, RouterProvider, type AnyRoute, type RouteComponent } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import { ToastProvider } from '../ui/toast.tsx'
import { routeTree } from './routes.tsx'
import { parseSearch, writeSearch } from './search.ts'
import type { Session } from './session.ts'

/** Somebody signed in with these rights, for tests of pages. */
export function sessionWith(rights: readonly string[]): Session {
  const user = {
    id: 'u1',
    externalId: null,
    name: 'Ines Moreau',
    email: null,
    title: null,
    role: 'revops',
    active: true,
    canSignIn: true,
    teams: [],
    rights,
    preferences: {},
  }
  return { user, company: 'Ledgerwick', demo: null } as unknown as Session
}

/** Opens an address inside the shell, for tests of pages; the page itself is given, as it would otherwise be loaded later. */
export function openPage(address: string, route: AnyRoute, page: RouteComponent) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const router = createRouter({
    routeTree,
    context: { queries },
    history: createMemoryHistory({ initialEntries: [address] }),
    parseSearch,
    stringifySearch: writeSearch,
    search: { strict: true },
  })
  route.update({ component: page })
  render(
    <MantineProvider>
      <QueryClientProvider client={queries}>
        <ToastProvider>
          <RouterProvider router={router} />
        </ToastProvider>
      </QueryClientProvider>
    </MantineProvider>,
  )
  return router
}
