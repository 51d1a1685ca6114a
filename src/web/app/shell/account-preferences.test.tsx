import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { api } from '../api.ts'
import { PreferencesProvider, usePreferences } from '../preferences.tsx'
import { sessionQuery, type Me } from '../session.ts'
import { useAccountPreferences } from './account-preferences.ts'

vi.mock('../api.ts', () => ({
  api: { session: { prefer: vi.fn<() => Promise<object>>(async () => ({})), current: vi.fn<() => void>() } },
}))

afterEach(cleanup)

function Screen() {
  useAccountPreferences()
  const { preferences, prefer } = usePreferences()
  return (
    <button type="button" onClick={() => prefer({ density: 'compact' })}>
      {preferences.density}
    </button>
  )
}

test('the account decides at sign-in, and learns what is changed afterwards, but not before', async () => {
  localStorage.setItem('quarterdeck.preferences', JSON.stringify({ density: 'default' }))
  const queries = new QueryClient()
  const me = { name: 'Ines Moreau', preferences: { theme: 'light', density: 'comfortable', singleKeys: true } } as unknown as Me
  queries.setQueryData(sessionQuery.queryKey, { user: me, company: 'Acme', demo: null })
  render(
    <MantineProvider>
      <PreferencesProvider>
        <QueryClientProvider client={queries}>
          <Screen />
        </QueryClientProvider>
      </PreferencesProvider>
    </MantineProvider>,
  )
  const button = await screen.findByRole('button', { name: 'comfortable' })
  expect(api.session.prefer).not.toHaveBeenCalled()
  await act(async () => fireEvent.click(button))
  expect(api.session.prefer).toHaveBeenCalledExactlyOnceWith({ theme: 'light', density: 'compact', singleKeys: true })
  expect(document.documentElement.dataset['density']).toBe('compact')
})
