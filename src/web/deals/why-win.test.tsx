import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { api } from '../app/api.ts'
import { DealWhy } from './why-win.tsx'

vi.mock('../app/api.ts', () => ({ api: { forecasting: { deal: vi.fn<typeof api.forecasting.deal>() } } }))

type Outlook = Awaited<ReturnType<typeof api.forecasting.deal>>

const id = '0f9619ff-8b86-4d01-b42d-00c04fc964ff'
const named = { id, name: 'Halden Bank' }
const outlook: Outlook = {
  id,
  externalId: 'H1',
  name: 'Halden Bank',
  asOf: '2026-11-20',
  until: '2026-12-31',
  now: {
    winBy: 0.41,
    winChance: 0.62,
    lossChance: 0.3,
    band: { low: 0.5, high: 0.71 },
    change: { since: '2026-11-06', winBy: -0.05, winChance: -0.11 },
    closeDate: null,
    slip: null,
    amount: { minor: 41_200_000, currency: 'USD' },
    amountBasis: 'entered',
    reference: { stage: 'Negotiation', chance: 0.55, sample: { deals: 40, resolved: 30, won: 16 } },
    effects: [
      { concept: 'people', words: 'five people known', effect: 0.1 },
      { concept: 'timing', words: 'quiet for 20 days', effect: -0.03 },
    ],
    whatIfs: [],
    similar: null,
  },
  course: [],
  amounts: [],
  closeDates: [],
  model: { version: 'wp-11', state: 'Own history', closedDeals: 120 },
  basis: 'From 120 closed deals',
}
const deal: Opportunity = {
  id,
  externalId: 'H1',
  name: 'Halden Bank',
  account: named,
  owner: named,
  pipeline: named,
  stageId: id,
  stageName: 'Negotiation',
  stage: 'negotiation',
  amount: { minor: 41_200_000, currency: 'USD' },
  listAmount: null,
  expectedCloseOn: '2026-12-11',
  actualCloseOn: null,
  forecastCategory: 'commit',
  probability: null,
  segment: 'enterprise',
  leadSource: null,
  dealType: null,
  nextAction: 'Meet the CFO',
  nextActionDueOn: null,
  description: null,
  lostReason: null,
  createdAt: '2026-06-01T00:00:00.000Z',
  closedAt: null,
  stageEnteredAt: null,
  closeDateMoves: 0,
  lastActivityAt: '2026-11-18T10:00:00.000Z',
  contacts: 5,
  version: 1,
}
afterEach(cleanup)

function shown(of: Opportunity) {
  vi.mocked(api.forecasting.deal).mockResolvedValue(outlook)
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <DealWhy deal={of} until="2026-12-31" today="2026-11-20" />
    </QueryClientProvider>,
  )
}
const tile = async (name: string) => (await screen.findByText(name)).parentElement?.textContent

test('the claim comes first, with what speaks for it and against it, and what is missing is said to be', async () => {
  shown(deal)
  const claim = await screen.findByText(/^41% chance to win by 31 Dec/)
  expect(claim.textContent?.trim()).toBe('41% chance to win by 31 Dec, 62% to win at all, 11 points less in 14 days.')
  expect(await tile('Known within')).toContain('50% – 71%')
  expect(await tile('Sample')).toContain('Not available')
  expect(screen.getByText('five people known')).toBeTruthy()
  expect(screen.getByText('quiet for 20 days')).toBeTruthy()
})

test('how well the deal is recorded stands beside it, with the gravest of what is wrong', async () => {
  shown({ ...deal, amount: null, segment: null, contacts: 0 })
  expect(await tile('Data quality')).toMatch(/^Data quality\d\d%No amount, 2 more$/)
  cleanup()
  shown(deal)
  expect(await tile('Data quality')).toBe('Data quality100%Nothing is missing')
})

test('a deal that is decided has no chance to explain', async () => {
  shown({ ...deal, stage: 'closed_won' })
  expect(await screen.findByText('This deal is decided')).toBeTruthy()
  expect(screen.queryByText('Data quality')).toBeNull()
})
