import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { api } from '../app/api.ts'
import { UndoProvider } from '../app/undo.tsx'
import type { ForecastSearch } from '../forecast/forecast-search.ts'
import { sampleBoard } from '../forecast/test-board.ts'
import { ToastProvider } from '../ui/toast.tsx'
import { LeverEditor } from './lever-editor.tsx'
import { useScenario } from './scenario-state.ts'

vi.mock('../app/api.ts', () => ({
  api: {
    forecasting: { deals: vi.fn<typeof api.forecasting.deals>() },
    scenarios: { preview: vi.fn<typeof api.scenarios.preview>(), get: vi.fn<typeof api.scenarios.get>() },
  },
}))

const halden = '0f9619ff-8b86-4d01-b42d-00c04fc964ff'
const today = sampleBoard.projection.asOf

beforeEach(() => {
  vi.mocked(api.forecasting.deals).mockResolvedValue([
    {
      id: halden,
      externalId: 'H1',
      name: 'Halden Bank',
      owner: null,
      winChance: 0.6,
      winBy: 0.41,
      until: sampleBoard.projection.period.end,
      closeDate: null,
      amount: { minor: 41_200_000, currency: 'USD' },
      amountBasis: 'entered',
      factors: [],
      basis: 'From 120 closed deals',
    },
  ])
  // What the levers give is not looked at here.
  vi.mocked(api.scenarios.preview).mockReturnValue(new Promise(() => undefined))
})
afterEach(cleanup)

function Editor({ levers }: { levers: string }) {
  const [search, setSearch] = useState<ForecastSearch>({ levers })
  const state = useScenario(search, today, (change) => setSearch((before) => ({ ...before, ...change })))
  return (
    <>
      <LeverEditor state={state} board={sampleBoard} search={search} today={today} onSave={() => undefined} />
      <output aria-label="Address">{search.levers ?? 'none'}</output>
    </>
  )
}

const shown = (levers: string) =>
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <ToastProvider>
          <UndoProvider>
            <Editor levers={levers} />
          </UndoProvider>
        </ToastProvider>
      </QueryClientProvider>
    </MantineProvider>,
  )
const address = () => screen.getByLabelText('Address').textContent

test('a deal of a scenario is given another day and amount, and both are taken back together', async () => {
  shown(`deal:${halden}:won`)
  const fields = within(await screen.findByRole('group', { name: 'Close date and amount of Halden Bank' }))
  fireEvent.change(fields.getByLabelText('Close date'), { target: { value: '2026-12-01' } })
  fireEvent.change(fields.getByLabelText('Amount, USD'), { target: { value: '500k' } })
  await waitFor(() => expect(address()).toBe(`deal:${halden}:won:2026-12-01:50000000USD`))
  fireEvent.blur(fields.getByLabelText('Amount, USD'))
  await screen.findByText('Halden Bank changed in the scenario')
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(address()).toBe(`deal:${halden}:won`))
})

test('a deal that is lost in a scenario has neither a day nor an amount, and keeps both for when it is not', async () => {
  shown(`deal:${halden}:won:2026-12-01`)
  const outcome = await screen.findByRole('combobox', { name: 'What becomes of Halden Bank' })
  fireEvent.change(outcome, { target: { value: 'lost' } })
  await waitFor(() => expect(screen.queryByRole('group', { name: /^Close date and amount/ })).toBeNull())
  fireEvent.change(outcome, { target: { value: 'as forecast' } })
  await waitFor(() => expect(address()).toBe(`deal:${halden}:as:2026-12-01`))
})

test('a deal that is taken out, and levers that are reset, come back with undo', async () => {
  shown(`slip:4,deal:${halden}:won`)
  fireEvent.click(await screen.findByRole('button', { name: 'Take Halden Bank out of the scenario' }))
  await waitFor(() => expect(address()).toBe('slip:4'))
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(address()).toBe(`slip:4,deal:${halden}:won`))
  fireEvent.click(screen.getByRole('button', { name: 'Reset' }))
  await waitFor(() => expect(address()).toBe('none'))
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(address()).toBe(`slip:4,deal:${halden}:won`))
})
