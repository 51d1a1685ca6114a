import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { api } from '../app/api.ts'
import type { ForecastSearch } from '../forecast/forecast-search.ts'
import { ScenarioPanel } from '../forecast/scenario-panel.tsx'
import { sampleBoard } from '../forecast/test-board.ts'

vi.mock('../app/api.ts', () => ({
  api: {
    forecasting: { deals: vi.fn<typeof api.forecasting.deals>() },
    scenarios: { preview: vi.fn<typeof api.scenarios.preview>(), get: vi.fn<typeof api.scenarios.get>() },
  },
}))

const usd = (minor: number) => ({ minor, currency: 'USD' })
const figure = (p50: number, chanceOfQuota: number) => ({
  p10: usd(p50 - 100_000_00),
  p25: usd(p50 - 50_000_00),
  p50: usd(p50),
  p75: usd(p50 + 50_000_00),
  p90: usd(p50 + 100_000_00),
  mean: usd(p50),
  chanceOfQuota,
})

type Preview = Awaited<ReturnType<typeof api.scenarios.preview>>
const preview = vi.mocked(api.scenarios.preview)

beforeEach(() => {
  vi.mocked(api.forecasting.deals).mockResolvedValue([])
  preview.mockImplementation(
    async ({ levers }) =>
      ({
        period: sampleBoard.projection.period,
        asOf: sampleBoard.projection.asOf,
        quota: usd(1_200_000_00),
        basis: { text: 'From 120 closed deals', model: 'm', seed: 1, paths: 10_000 },
        base: figure(1_000_000_00, 0.2),
        scenario: figure(1_000_000_00 + (levers.commitWinRate ?? 0) * 10_000_00, 0.15),
        difference: { mean: usd(0), p10: usd(0), p90: usd(0) },
        rows: [],
        readings: [{ lever: 'commitWinRate', unit: 'chance', from: 0.52, to: 0.52 + (levers.commitWinRate ?? 0) / 100 }],
        deals: [],
        outOfSight: 0,
      }) satisfies Preview,
  )
})
afterEach(cleanup)

function Panel() {
  const [search, setSearch] = useState<ForecastSearch>({})
  return (
    <>
      <ScenarioPanel
        board={sampleBoard}
        search={search}
        today={sampleBoard.projection.asOf}
        onSearch={(change) => setSearch((before) => ({ ...before, ...change }))}
      />
      <output aria-label="Address">{search.levers ?? 'none'}</output>
    </>
  )
}

const shown = () =>
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <Panel />
    </QueryClientProvider>,
  )

test('a lever that is pulled is said with what it moves, goes into the address, and shows p50 and difference to the base', async () => {
  shown()
  const slider = await screen.findByRole('slider', { name: 'Win rate, open commit' })
  await screen.findByText('52%, as forecast')
  fireEvent.change(slider, { target: { value: '-5' } })
  await screen.findByText('−5 pts')
  await screen.findByText('52% to 47%')
  expect(screen.getByLabelText('Address').textContent).toBe('commit:-5')
  await screen.findByText('$950K')
  await screen.findByText('$50K')
  await screen.findByText('15%')
  expect(screen.getByRole('img', { name: /^Base: p10 \$900K, p50 \$1\.00M/ })).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: 'Reset' }))
  await waitFor(() => expect(screen.getByLabelText('Address').textContent).toBe('none'))
})

test('nothing can be saved or reset while no lever is pulled, and the buttons say why', async () => {
  shown()
  for (const name of ['Save', 'Reset'])
    expect((await screen.findByRole('button', { name })).getAttribute('title')).toBe('No lever is pulled')
})
