import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { api } from '../app/api.ts'
import ViewCount from './view-count.tsx'

vi.mock('../app/api.ts', () => ({
  api: { settings: { get: vi.fn<typeof api.settings.get>() }, opportunities: { list: vi.fn<typeof api.opportunities.list>() } },
}))
const list = vi.mocked(api.opportunities.list)
afterEach(cleanup)

function shown(view: Record<string, unknown>, total: number) {
  vi.mocked(api.settings.get).mockResolvedValue({ fiscalYearStartMonth: 1 } as Awaited<ReturnType<typeof api.settings.get>>)
  list.mockResolvedValue({ items: [], total, next: null })
  return render(
    <QueryClientProvider client={new QueryClient()}>
      <ViewCount view={view} />
    </QueryClientProvider>,
  )
}

test('a saved view says how many deals it shows, by the filters that its page would ask with', async () => {
  const { container } = shown({ fc: ['commit'], warn: 'pushed', group: 'owner', view: 'board' }, 1_204)
  await screen.findByText('1,204')
  expect(container.textContent).toBe('1,204 deals')
  expect(list.mock.lastCall?.[0]).toEqual({ forecast: ['commit'], warn: 'pushed', limit: 1 })
})

test('a filter that is none any more is left out, as the page leaves it out', async () => {
  const { container } = shown({ fc: ['sure thing'], stage: 'proposal,someday' }, 1)
  await screen.findByText('1')
  expect(container.textContent).toBe('1 deal')
  expect(list.mock.lastCall?.[0]).toEqual({ stage: ['proposal'], limit: 1 })
})
