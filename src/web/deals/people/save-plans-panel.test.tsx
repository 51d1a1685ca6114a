import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { Problem } from '../../../contract/problem.ts'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { api } from '../../app/api.ts'
import { sessionQuery } from '../../app/session.ts'
import { sessionWith } from '../../app/test-page.tsx'
import { UndoProvider } from '../../app/undo.tsx'
import { ToastProvider } from '../../ui/toast.tsx'
import type { SavePlan } from './people-queries.ts'
import { SavePlansPanel } from './save-plans-panel.tsx'

vi.mock('../../app/api.ts', () => ({
  api: {
    champions: {
      savePlans: vi.fn<typeof api.champions.savePlans>(),
      updateSavePlan: vi.fn<typeof api.champions.updateSavePlan>(),
    },
    users: { list: vi.fn<typeof api.users.list>(async () => ({ items: [] })) },
  },
}))

const plan: SavePlan = {
  id: 'p1',
  deal: { id: 'd1', externalId: null, name: 'Payments' },
  contact: { id: 'c1', externalId: null, name: 'Jonas Lindqvist', title: 'Head of Payments' },
  state: 'open',
  startedAt: '2026-11-16T09:00:00.000Z',
  firstSignAt: '2026-11-15T09:00:00.000Z',
  certainty: 0.8,
  because: 'A mail to them came back on 2026-11-15.',
  note: null,
  closedAt: null,
  steps: [
    {
      key: 'confirm',
      title: 'Ask Marta Kowalczyk whether Jonas Lindqvist has left',
      because: 'A false alarm costs a call, a missed departure the deal',
      person: { id: 'c2', name: 'Marta Kowalczyk' },
      owner: { id: 'u1', name: 'Ines Moreau' },
      dueOn: '2026-11-17',
      doneAt: null,
      overdue: true,
    },
  ],
}

afterEach(() => {
  cleanup()
  vi.clearAllMocks()
})

function shown(rights: readonly string[], plans: readonly SavePlan[]) {
  vi.mocked(api.champions.savePlans).mockResolvedValue({ items: [...plans] })
  vi.mocked(api.champions.updateSavePlan).mockResolvedValue(plan)
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  queries.setQueryData(sessionQuery.queryKey, sessionWith(rights))
  const onOpen = vi.fn<(person: string) => void>()
  render(
    <MantineProvider>
      <QueryClientProvider client={queries}>
        <ToastProvider>
          <UndoProvider>
            <SavePlansPanel deal={{ id: 'd1' } as Opportunity} asOf={undefined} today="2026-11-20" onOpen={onOpen} />
          </UndoProvider>
        </ToastProvider>
      </QueryClientProvider>
    </MantineProvider>,
  )
  return { onOpen }
}

test('a step says who does it by when and whom to turn to, is ticked off, and is open again with undo', async () => {
  const { onOpen } = shown(['people:read', 'deals:write'], [plan])
  const tick = await screen.findByRole('checkbox', { name: plan.steps[0]!.title })
  expect(screen.getByRole('listitem').textContent).toContain('Ines Moreau')
  expect(screen.getByRole('listitem').textContent).toContain('Due 17 Nov')
  expect(screen.getByText('A mail to them came back on 15 Nov.')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Marta Kowalczyk' }))
  expect(onOpen).toHaveBeenCalledWith('c2')
  fireEvent.click(tick)
  await waitFor(() =>
    expect(api.champions.updateSavePlan).toHaveBeenLastCalledWith({
      deal: 'd1',
      plan: 'p1',
      step: { key: 'confirm', done: true },
    }),
  )
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(() =>
    expect(api.champions.updateSavePlan).toHaveBeenLastCalledWith({
      deal: 'd1',
      plan: 'p1',
      step: { key: 'confirm', done: false },
    }),
  )
})

test('what is refused is said at the plan', async () => {
  shown(['people:read', 'deals:write'], [plan])
  vi.mocked(api.champions.updateSavePlan).mockRejectedValue(new Problem('not-found', 'There is no such plan on this deal.'))
  fireEvent.click(await screen.findByRole('button', { name: 'Close plan' }))
  expect((await screen.findByRole('alert')).textContent).toBe('There is no such plan on this deal.')
})

test('who may only read can change nothing, and a plan that ended stands among the earlier ones', async () => {
  shown(['people:read'], [{ ...plan, state: 'false-alarm', closedAt: '2026-11-18T09:00:00.000Z' }])
  await screen.findByText('False alarm')
  expect(screen.queryAllByRole('button')).toEqual([])
  expect(screen.queryAllByRole('checkbox')).toEqual([])
})
