import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { sampleReport } from '../accuracy/test-report.ts'
import { api } from '../app/api.ts'
import { sessionQuery, type Session } from '../app/session.ts'
import { ModelsPage } from './models-page.tsx'

vi.mock('../app/api.ts', () => ({
  api: {
    accuracy: {
      models: vi.fn<typeof api.accuracy.models>(),
      report: vi.fn<typeof api.accuracy.report>(),
      first: vi.fn<typeof api.accuracy.first>(),
      retrain: vi.fn<typeof api.accuracy.retrain>(),
    },
  },
}))

type Models = Awaited<ReturnType<typeof api.accuracy.models>>
type Version = Models['items'][number]

const heldOut = {
  from: '2026-06-01',
  looks: 900,
  deals: 120,
  champion: 0.4512,
  challenger: 0.4401,
  difference: -0.0111,
  standardError: 0.004,
}
const version: Version = {
  number: 1,
  state: 'retired',
  model: 'wp-10',
  fittedAt: '2026-05-01T02:00:00.000Z',
  asOf: '2026-05-01',
  deals: 900,
  closedDeals: 700,
  wonDeals: 210,
  weeks: 104,
  ladder: { state: 'own history', members: [{ name: 'own fit', share: 0.7 }], correlation: 0.05, guard: { win: 1, loss: 1 } },
  heldOut: null,
  challengers: null,
  admitted: [],
  reason: 'The first one',
  decidedAt: '2026-05-01T02:10:00.000Z',
}
const newer: Version = {
  ...version,
  number: 2,
  state: 'champion',
  closedDeals: 760,
  heldOut,
  challengers: {
    horizonDays: 90,
    instants: 12,
    results: [
      {
        name: 'recurrent network',
        deals: 640,
        forecasts: 5_000,
        logLoss: 0.47,
        championLogLoss: 0.45,
        difference: 0.02,
        standardError: 0.01,
        admitted: false,
        reason: 'Behind by more than a standard error',
      },
    ],
  },
  reason: 'Better on held-out weeks',
}

beforeEach(() => {
  vi.mocked(api.accuracy.report).mockResolvedValue({
    state: 'ready',
    startedAt: null,
    done: 0,
    steps: 0,
    problem: null,
    report: sampleReport,
  })
  vi.mocked(api.accuracy.first).mockResolvedValue({ started: true })
})
afterEach(() => {
  cleanup()
  vi.clearAllMocks()
})

function shown(models: Partial<Models>, rights: readonly string[] = ['forecast:read']) {
  vi.mocked(api.accuracy.models).mockResolvedValue({
    items: [],
    next: 'After 50 closed deals',
    due: false,
    trial: null,
    ...models,
  })
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  queries.setQueryData(sessionQuery.queryKey, { user: { rights } } as unknown as Session)
  render(
    <QueryClientProvider client={queries}>
      <ModelsPage />
    </QueryClientProvider>,
  )
}

test('the model in use says what it learned from and why it serves; those before it and beside it stay to be seen', async () => {
  shown({ items: [newer, version] })
  const panel = await screen.findByRole('region', { name: 'Model 2, in use' })
  expect(panel.textContent).toContain('760 closed deals, 210 won')
  const tried = within(screen.getByRole('region', { name: 'Models tried' })).getAllByRole('row')
  expect(tried.map((row) => row.textContent)).toEqual([
    expect.stringContaining('Difference'),
    expect.stringContaining('−0.0111 ± 0.0040Better on held-out weeks'),
    expect.stringContaining('Replaced'),
  ])
  const challengers = screen.getByRole('region', { name: 'Challengers' })
  expect(challengers.textContent).toContain('Recurrent network over weeks')
  expect(challengers.textContent).toContain('0.0200 ± 0.0100Behind by more than a standard error')
})

test('what changed shows as an alarm with its day, beside what is as expected', async () => {
  shown({ items: [newer] })
  const watched = await screen.findByRole('region', { name: 'Watched every week' })
  const rows = within(watched).getAllByRole('row')
  expect(rows[1]?.textContent).toContain('31% lower since 3 Aug')
  expect(rows[2]?.textContent).toContain('As expected')
  expect(rows[3]?.textContent).toContain('94% of expected')
  expect(rows[3]?.textContent).toContain('Too little to tell')
})

test('the first model is tried by itself once enough deals have closed, and not before', async () => {
  shown({})
  await screen.findByText('No model has been chosen yet')
  expect(screen.getByText('After 50 closed deals')).toBeTruthy()
  expect(api.accuracy.first).not.toHaveBeenCalled()
  cleanup()
  shown({ due: true })
  await waitFor(() => expect(api.accuracy.first).toHaveBeenCalledTimes(1))
})

test('only who may change settings has another one tried', async () => {
  shown({ items: [newer] })
  await screen.findByRole('region', { name: 'Model 2, in use' })
  expect(screen.queryByRole('button', { name: 'Try another now' })).toBeNull()
  cleanup()
  vi.mocked(api.accuracy.retrain).mockResolvedValue({ started: true })
  shown({ items: [newer] }, ['forecast:read', 'settings:write'])
  expect(screen.getByRole('button', { name: 'Try another now' }).hasAttribute('disabled')).toBe(true)
  await screen.findByRole('region', { name: 'Model 2, in use' })
  fireEvent.click(screen.getByRole('button', { name: 'Try another now' }))
  await waitFor(() => expect(api.accuracy.retrain).toHaveBeenCalledTimes(1))
  await screen.findByText('Another model is being fitted and judged')
})
