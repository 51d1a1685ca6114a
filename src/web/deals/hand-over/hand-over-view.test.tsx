import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import type { PackContent } from '../../../domain/stakeholders/champions/pack-content.ts'
import { api } from '../../app/api.ts'
import { sessionQuery } from '../../app/session.ts'
import { sessionWith } from '../../app/test-page.tsx'
import { UndoProvider } from '../../app/undo.tsx'
import { ToastProvider } from '../../ui/toast.tsx'
import { HandOverView } from './hand-over-view.tsx'
import type { Pack } from './pack-query.ts'

vi.mock('../../app/api.ts', () => ({
  api: {
    champions: {
      pack: vi.fn<typeof api.champions.pack>(),
      setPack: vi.fn<typeof api.champions.setPack>(),
      score: vi.fn<typeof api.champions.score>(async () => ({ people: [] }) as never),
    },
    currencies: { list: vi.fn<typeof api.currencies.list>(async () => ({ base: 'USD', items: [], rates: [] })) },
  },
}))

const content: PackContent = {
  title: 'Business case: payments',
  audience: 'Marta Kowalczyk, CFO',
  problem: 'Repair queue at the end of every month',
  proposal: '',
  benefits: [],
  costOfInaction: '',
  risks: [],
  nextSteps: [],
  roi: null,
  objections: [],
}
const doubt = {
  topic: 'Integration',
  quote: 'IT is not sure about the interface.',
  by: 'Sofia Dahl',
  at: '2026-11-03T09:00:00.000Z',
  activityId: '3f9619ff-8b86-4d01-b42d-00c04fc964ff',
}
let held: Pack
let deals = 0

afterEach(() => {
  cleanup()
  vi.clearAllMocks()
})

/** A server that keeps versions, as the real one does. */
function shown(rights: readonly string[], versions: number) {
  // Each test writes on a deal of its own: what is not saved is kept by deal.
  const deal = { id: `d${(deals += 1)}`, name: 'Payments', amount: { minor: 10_000_000, currency: 'USD' } } as Opportunity
  const said = (count: number, given: PackContent): Pack => ({
    deal: { id: deal.id, externalId: null, name: deal.name },
    version: count,
    versions: Array.from({ length: count }, (_, i) => ({
      version: count - i,
      savedAt: '2026-11-19T09:00:00.000Z',
      savedBy: null,
    })),
    content: given,
    roi: null,
    unanswered: [doubt],
    savedBy: null,
    savedAt: count === 0 ? null : '2026-11-19T09:00:00.000Z',
  })
  held = said(versions, content)
  vi.mocked(api.champions.pack).mockImplementation(async () => held)
  vi.mocked(api.champions.setPack).mockImplementation(async ({ content: given, after }) => {
    held = said(after + 1, given)
    return held
  })
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  queries.setQueryData(sessionQuery.queryKey, sessionWith(rights))
  render(
    <MantineProvider>
      <QueryClientProvider client={queries}>
        <ToastProvider>
          <UndoProvider>
            <HandOverView deal={deal} asOf={undefined} today="2026-11-20" />
          </UndoProvider>
        </ToastProvider>
      </QueryClientProvider>
    </MantineProvider>,
  )
  return { queries, saidMeanwhile: (given: PackContent) => (held = said(held.version + 1, given)) }
}

const type = (label: string, text: string) => fireEvent.change(screen.getByLabelText(label), { target: { value: text } })

test('the return is reckoned while the numbers of the customer are typed, and saved with the answers as the next version', async () => {
  shown(['people:read', 'deals:write'], 1)
  fireEvent.click(await screen.findByRole('button', { name: 'Enter their numbers' }))
  type('Volume a year', '10,000')
  type('Cost of each today', '20')
  type('Share of it saved', '100%')
  type('Gains in the first year', '100%')
  type('Discount rate', '0')
  type('Years', '1')
  // 200,000 saved less 100,000 paid.
  expect(screen.getByRole('list', { name: 'What it is worth' }).textContent).toContain('$100K')
  fireEvent.click(screen.getByRole('button', { name: /^Answer it/ }))
  type('Answer to 1, integration', 'It is the one they use for payroll.')
  fireEvent.click(screen.getByRole('button', { name: 'Save version 2' }))
  await screen.findByText('Version 2 of the hand-over pack saved')
  const sent = vi.mocked(api.champions.setPack).mock.calls[0]?.[0]
  expect(sent?.after).toBe(1)
  expect(sent?.content.roi).toMatchObject({
    volumePerYear: 10_000,
    costPerUnitMinor: 2_000,
    savedShare: 1,
    pricePerYearMinor: 10_000_000,
  })
  expect(sent?.content.objections).toMatchObject([{ quote: doubt.quote, answer: 'It is the one they use for payroll.' }])
})

test('undo saves what stood before as a version of its own', async () => {
  shown(['people:read', 'deals:write'], 1)
  await screen.findByLabelText('The problem')
  type('The problem', 'Nobody works on Sundays any more')
  fireEvent.click(screen.getByRole('button', { name: 'Save version 2' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(vi.mocked(api.champions.setPack)).toHaveBeenCalledTimes(2))
  expect(held).toMatchObject({ version: 3, content: { problem: content.problem } })
  await waitFor(() => expect(screen.getByLabelText<HTMLTextAreaElement>('The problem').value).toBe(content.problem))
})

test('a version that somebody saved meanwhile is told of, and is overwritten only by saying so', async () => {
  const { queries, saidMeanwhile } = shown(['people:read', 'deals:write'], 1)
  await screen.findByLabelText('The problem')
  type('The problem', 'Mine')
  saidMeanwhile({ ...content, problem: 'Theirs' })
  await queries.invalidateQueries({ queryKey: ['stakeholders'] })
  await screen.findByText('Version 2 was saved while you wrote.')
  expect(screen.getByLabelText<HTMLTextAreaElement>('The problem').value).toBe('Mine')
  fireEvent.click(screen.getByRole('button', { name: 'Save mine as version 3' }))
  await screen.findByText('Version 3 of the hand-over pack saved')
  expect(held.content.problem).toBe('Mine')
})

test('nothing is taken away as a file before it is saved', async () => {
  shown(['people:read', 'deals:write'], 0)
  const download = await screen.findByRole('button', { name: 'Download' })
  expect([download.title, download.getAttribute('aria-disabled')]).toEqual(['Save a first version', 'true'])
})

test('who may only read sees what the champion gets, without a question that nobody has answered', async () => {
  shown(['people:read'], 1)
  await screen.findByRole('article', { name: content.title })
  expect(screen.getByText(content.problem)).toBeTruthy()
  expect(screen.queryByText(`“${doubt.quote}”`)).toBeNull()
  expect(screen.queryByRole('button', { name: /^Save/ })).toBeNull()
})
