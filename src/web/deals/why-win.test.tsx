import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { api } from '../app/api.ts'
import { DealWhy } from './why-win.tsx'

vi.mock('../app/api.ts', () => ({
  api: {
    forecasting: { deal: vi.fn<typeof api.forecasting.deal>() },
    claims: {
      list: vi.fn<typeof api.claims.list>(),
      records: vi.fn<typeof api.claims.records>(),
      record: vi.fn<typeof api.claims.record>(),
      judge: vi.fn<typeof api.claims.judge>(),
      withdraw: vi.fn<typeof api.claims.withdraw>(),
    },
    accuracy: { compute: vi.fn<typeof api.accuracy.compute>() },
  },
}))

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
    claims: [
      {
        key: 'chance',
        subject: 'chance',
        concept: null,
        statement: '62% chance to win at all, 41% by 2026-12-31',
        counted: ['chance/6'],
      },
      {
        key: 'reason/people/for',
        subject: 'reason',
        concept: 'people',
        statement: 'People: five people known, +10 points',
        counted: ['reason/people/for/people', 'reason/people/for'],
      },
      {
        key: 'reason/timing/against',
        subject: 'reason',
        concept: 'timing',
        statement: 'Pace: quiet for 20 days, −3 points',
        counted: ['reason/timing/against/age', 'reason/timing/against'],
      },
      {
        key: 'what-if/meeting',
        subject: 'what-if',
        concept: null,
        statement: 'Similar deals with a meeting in the calendar: 77% win',
        counted: ['what-if/meeting'],
      },
      {
        key: 'similar',
        subject: 'similar',
        concept: null,
        statement: 'Of the 25 deals most like it 14 were won',
        counted: ['similar/5'],
      },
    ],
    whatIfs: [{ name: 'meeting', words: 'Similar deals with a meeting in the calendar', chance: 0.77, low: 0.68, high: 0.84 }],
    similar: { n: 25, wins: 14, shrunkRate: 0.57, disagrees: false, deals: [] },
  },
  course: [],
  amounts: [],
  closeDates: [],
  model: { version: 'wp-11', state: 'Own history', closedDeals: 120 },
  basis: 'From 120 closed deals, as known now',
  contacts: { mails: 12, calls: 6, meetings: 1 },
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

type Said = Awaited<ReturnType<typeof api.claims.list>>
type Records = Awaited<ReturnType<typeof api.claims.records>>

const NOTHING_SAID: Said = { people: [], judgements: [] }
const record = {
  claim: 'reason/people/for',
  n: 214,
  came: 131,
  expected: 127.4,
  deviation: 6.9,
  without: { expected: 112.2, deviation: 7.1 },
  verdict: 'borne out' as const,
  from: '2025-01-06',
  to: '2026-09-07',
}
const RECORDS: Records = {
  state: 'ready',
  basis: { asOf: '2026-11-19', model: 'wp-11', computedAt: '2026-11-20T02:15:00.000Z' },
  items: [
    record,
    { ...record, claim: 'reason/people/for/people', n: 4, came: 3, verdict: 'too few' },
    { ...record, claim: 'what-if/meeting', n: 40, came: 28, expected: 24.2, without: { expected: 19.4, deviation: 3 } },
    { ...record, claim: 'chance/6', n: 4, came: 1, without: null, verdict: 'too few' },
  ],
  called: [{ kind: 'reason/people/for', right: 3, wrong: 1 }],
}

function shown(of: Opportunity, { said = NOTHING_SAID, records = RECORDS }: { said?: Said; records?: Records } = {}) {
  vi.mocked(api.forecasting.deal).mockResolvedValue(outlook)
  vi.mocked(api.claims.list).mockResolvedValue(said)
  vi.mocked(api.claims.records).mockResolvedValue(records)
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MantineProvider>
        <DealWhy deal={of} until="2026-12-31" today="2026-11-20" />
      </MantineProvider>
    </QueryClientProvider>,
  )
}
const tile = async (name: string) => (await screen.findByText(name)).parentElement?.textContent

test('the claim comes first, with what speaks for it and against it, and what is missing is said to be', async () => {
  shown(deal)
  const claim = await screen.findByText(/^41% chance to win by 31 Dec/)
  expect(claim.textContent?.trim()).toBe('41% chance to win by 31 Dec, 62% to win at all, 11 points less in 14 days.')
  expect(await tile('Known within')).toContain('50% – 71%')
  expect(await tile('Sample')).toContain('25 deals')
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

const mine = {
  id: '1f9619ff-8b86-4d01-b42d-00c04fc964ff',
  claim: 'reason/people/for',
  statement: 'People: five people known, +10 points',
  asOf: '2026-11-20',
  model: 'wp-11',
  verdict: 'wrong' as const,
  note: 'Three of them left',
  by: named,
  mine: true,
  at: '2026-11-20T10:00:00.000Z',
}

test('beside each claim stands what came of it before, and that few deals tell nothing', async () => {
  shown(deal)
  expect(await screen.findByText('131 of 214 won since, 127 expected')).toBeTruthy()
  expect(screen.getByText('Said of 4 deals: too few to tell')).toBeTruthy()
  expect(screen.getAllByText('Not said before')).toHaveLength(2)
})

test('the past of a claim opens on its deals, with what would have come without the reason', async () => {
  vi.mocked(api.claims.record).mockResolvedValue({
    record,
    deals: [{ id, name: 'Alder Insurance', on: '2026-09-07', said: 0.61, came: true }],
    unseen: 2,
  })
  shown(deal)
  fireEvent.click(await screen.findByText('131 of 214 won since, 127 expected'))
  expect(await screen.findByText('Tells more than chance')).toBeTruthy()
  expect(screen.getByText(/Without this reason 112 would have been/).textContent).toContain(
    '127 were expected, 119 – 136 four times in five',
  )
  expect(screen.getByText(/In the very words of today it was said of 4 deals: too few/)).toBeTruthy()
  expect(await screen.findByText('Alder Insurance')).toBeTruthy()
  expect(screen.getByText('2 deals of the latest are not yours to see.')).toBeTruthy()
  expect(screen.getByText('People called such claims right 3 of 4 times.')).toBeTruthy()
})

test('the basis names the deals, and the calls, mails and meetings that it rests on', async () => {
  shown(deal)
  const basis = await screen.findByText(/^From 120 closed deals/)
  expect(basis.textContent).toBe(
    'From 120 closed deals, as known now, 25 of them like it. 6 calls, 12 mails and 1 meeting of this deal. Model wp-11.',
  )
})

test('what would change the chance and what deals like it came to are claims like the others', async () => {
  vi.mocked(api.claims.judge).mockResolvedValue({ ...mine, verdict: 'right' })
  vi.mocked(api.claims.record).mockResolvedValue({ record: null, deals: [], unseen: 0 })
  shown(deal)
  fireEvent.click(await screen.findByText('Where it came so: 28 of 40 won since, 24 expected'))
  expect(screen.getByText(/As they stood before, 19 would have been/).textContent).toContain(
    'Within four weeks it came so in 40 deals',
  )
  fireEvent.click(screen.getByRole('button', { name: 'Right: Of the 25 deals most like it 14 were won' }))
  await waitFor(() => expect(api.claims.judge).toHaveBeenLastCalledWith({ deal: id, claim: 'similar', verdict: 'right' }))
})

test('a claim that somebody called wrong stays, with the note, and can be taken back', async () => {
  vi.mocked(api.claims.withdraw).mockResolvedValue({ judgement: mine.id })
  shown(deal, { said: { people: [], judgements: [mine] } })
  expect((await screen.findByText(/you, 20 Nov: Three of them left/)).textContent).not.toContain('It then said')
  expect(screen.getByText('five people known')).toBeTruthy()
  fireEvent.click(screen.getByText('Take back'))
  await waitFor(() => expect(api.claims.withdraw).toHaveBeenCalledWith({ deal: id, judgement: mine.id }))
})

test('what was called when the claim read otherwise says how it read, and what is no longer said is kept apart', async () => {
  const before = { ...mine, statement: 'People: two people known, +3 points' }
  const gone = {
    ...mine,
    id: `${mine.id.slice(0, -1)}e`,
    claim: 'slip',
    statement: '40% not to be won within 14 days after 2026-12-11',
  }
  shown(deal, { said: { people: [], judgements: [before, gone] } })
  expect(await screen.findByText(/It then said: People: two people known/)).toBeTruthy()
  expect(screen.getByText('Called before, no longer said')).toBeTruthy()
  expect(screen.getByText(/It then said: 40% not to be won within 14 days after 11 Dec/)).toBeTruthy()
})

test('one click calls a claim right; wrong asks why and says what it does', async () => {
  vi.mocked(api.claims.judge).mockResolvedValue({ ...mine, verdict: 'right' })
  shown(deal)
  fireEvent.click(await screen.findByRole('button', { name: 'Right: Pace: quiet for 20 days, −3 points' }))
  await waitFor(() =>
    expect(api.claims.judge).toHaveBeenLastCalledWith({ deal: id, claim: 'reason/timing/against', verdict: 'right' }),
  )
  fireEvent.click(screen.getByRole('button', { name: 'Wrong: Pace: quiet for 20 days, −3 points' }))
  const dialog = within(await screen.findByRole('dialog'))
  expect(dialog.getByText(/It moves no chance/)).toBeTruthy()
  fireEvent.change(dialog.getByLabelText('Why'), { target: { value: 'They met us on Tuesday' } })
  fireEvent.click(dialog.getByRole('button', { name: 'Call it wrong' }))
  await waitFor(() =>
    expect(api.claims.judge).toHaveBeenLastCalledWith({
      deal: id,
      claim: 'reason/timing/against',
      verdict: 'wrong',
      note: 'They met us on Tuesday',
    }),
  )
})

test('what rules say of the people stands with the rest, each to be called', async () => {
  const person = { key: 'threads', contact: null, statement: 'Critical risk: 1 active thread.', counted: ['threads/critical'] }
  shown(deal, { said: { people: [person], judgements: [] } })
  expect(await screen.findByRole('link', { name: 'Critical risk: 1 active thread.' })).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Wrong: Critical risk: 1 active thread.' })).toBeTruthy()
})

test('before the past was counted that is said, and counting it is one click', async () => {
  vi.mocked(api.accuracy.compute).mockResolvedValue({ started: true })
  shown(deal, { records: { state: 'never', basis: null, items: [], called: [] } })
  fireEvent.click(await screen.findByRole('button', { name: 'Count it' }))
  expect(screen.queryByText('Not said before')).toBeNull()
  await waitFor(() => expect(api.accuracy.compute).toHaveBeenCalledWith({ period: 'quarter' }))
})
