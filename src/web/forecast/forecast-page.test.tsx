import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { Problem } from '../../contract/problem.ts'
import { api } from '../app/api.ts'
import { forecastRoute } from '../app/routes.tsx'
import { openPage } from '../app/test-page.tsx'
import { ForecastPage } from './forecast-page.tsx'
import { sampleBoard } from './test-board.ts'
import { answerForecast } from './test-answers.ts'

const RIGHTS = ['signed-in', 'deals:read', 'forecast:read', 'data:import'] as const

vi.mock('../app/api.ts', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  api: (await import('./test-server.ts')).api,
}))
vi.mock('../charts/chart-canvas.tsx', () => import('../charts/test-canvas.tsx'))

const board = vi.mocked(api.forecasting.board)
const NO_CONTRACTS = {
  period: sampleBoard.projection.period,
  asOf: '2026-11-20',
  contracts: [],
  past: null,
  note: '',
}

beforeEach(() => {
  answerForecast(RIGHTS)
  vi.mocked(api.forecasting.deals).mockResolvedValue([])
  vi.mocked(api.forecasting.renewals).mockResolvedValue(NO_CONTRACTS)
  vi.mocked(api.scenarios.preview).mockReturnValue(new Promise(() => undefined))
})
afterEach(() => {
  cleanup()
  vi.clearAllMocks()
})

const open = (address: string) => openPage(address, forecastRoute, ForecastPage)

test('the address asks for the period, part and day, and what it cannot mean is dropped', async () => {
  const team = sampleBoard.rollup[1]?.key.slice('team:'.length) ?? ''
  const router = open(`/forecast?period=2026-Q4&node=team-${team}&asOf=2026-11-02&utm=x`)
  await screen.findByText('As it would have been on 2 Nov, from what was known before that day began')
  expect(board.mock.calls[0]?.[0]).toEqual({ period: '2026-Q4', asOf: '2026-11-02', team })
  expect(screen.getByRole('button', { name: 'Remove filter Only Enterprise' })).toBeTruthy()
  expect(router.state.location.search).not.toHaveProperty('utm')
})

test('a company without enough past is told how much it has, needs, and where to bring it in', async () => {
  const { projection } = sampleBoard
  board.mockResolvedValue({
    ...sampleBoard,
    projection: { ...projection, basis: { ...projection.basis, state: 'industry prior', closedDeals: 12 } },
  })
  open('/forecast')
  await screen.findByText('12 closed deals known, 30 are needed')
  expect(screen.getByRole('link', { name: 'Import history' }).getAttribute('href')).toBe('/data?tab=imports')
  expect(screen.getByText('Usual chances of other companies')).toBeTruthy()
})

test('who may not import is not offered it', async () => {
  answerForecast(RIGHTS.filter((right) => right !== 'data:import'))
  const { projection } = sampleBoard
  board.mockResolvedValue({
    ...sampleBoard,
    projection: { ...projection, basis: { ...projection.basis, state: 'industry prior', closedDeals: 1 } },
  })
  open('/forecast')
  await screen.findByText('1 closed deal known, 30 are needed')
  expect(screen.queryByRole('link', { name: 'Import history' })).toBeNull()
})

test('a period that is none is refused in the server’s words, with the way back', async () => {
  board.mockImplementation(async ({ period }) => {
    if (period) throw new Problem('invalid', 'someday is no period.')
    return sampleBoard
  })
  const router = open('/forecast?period=someday')
  await screen.findByText('someday is no period.')
  screen.getByRole('button', { name: 'Show this quarter' }).click()
  await screen.findByRole('treegrid', { name: 'Rollup' })
  await waitFor(() => expect(router.state.location.search).toEqual({}))
})

test('a period without a quota shows neither gap nor chance as a number', async () => {
  board.mockResolvedValue({ ...sampleBoard, projection: { ...sampleBoard.projection, quota: null, chanceOfQuota: null } })
  open('/forecast')
  const strip = await screen.findByRole('list', { name: 'Forecast of the period' })
  expect(strip.textContent).toContain('QuotaNot set')
  expect(strip.textContent).toContain('Gap to quota, p50–No quota set')
  expect(strip.textContent).not.toContain('chance to reach')
})

test('a period that is over says what was reached, not what may be', async () => {
  const { projection } = sampleBoard
  const rollup = sampleBoard.rollup.map((row) => ({
    ...row,
    p10: row.won,
    p50: row.won,
    p90: row.won,
    chanceOfQuota: row.quota === null ? null : 0,
  }))
  board.mockResolvedValue({
    ...sampleBoard,
    projection: {
      ...projection,
      asOf: '2027-01-10',
      p10: projection.won,
      p50: projection.won,
      p90: projection.won,
      chanceOfQuota: 0,
    },
    rollup,
  })
  open('/forecast')
  const strip = await screen.findByRole('list', { name: 'Forecast of the period' })
  expect(strip.textContent).toContain('Gap to quota−$825KQuota missed')
  expect(strip.textContent).not.toContain('AI projection')
  expect(screen.getAllByText('Missed')).toHaveLength(2)
  expect(screen.getAllByText('Reached')).toHaveLength(1)
})

test('the rollup is split by segment with a press: asked for so, shown so, and kept in the address', async () => {
  const router = open('/forecast')
  await screen.findByRole('treegrid', { name: 'Rollup' })
  const [whole] = sampleBoard.rollup
  board.mockResolvedValue({
    ...sampleBoard,
    rollup: [
      whole!,
      { ...whole!, key: 'segment:enterprise', kind: 'part', name: 'Enterprise, all of it', parent: whole!.key, depth: 1 },
    ],
  })
  screen.getByRole('button', { name: 'Segment' }).click()
  await screen.findByText('Enterprise, all of it')
  expect(board.mock.lastCall?.[0]).toEqual({ group: 'segment' })
  expect(router.state.location.search).toEqual({ group: 'segment' })
  expect(screen.getByText('Ranges do not add up: not every segment ends low, or high, at once.')).toBeTruthy()
})

test('where deals are called renewals, their part of the whole stands under it; elsewhere nothing is said of them', async () => {
  open('/forecast')
  await screen.findByText('Together')
  await waitFor(() => expect(api.forecasting.renewals).toHaveBeenCalled())
  expect(screen.queryByText(/renewals|contracts that end/i)).toBeNull()
  cleanup()
  const { projection } = sampleBoard
  const { won, open: range } = projection
  const renewals = { won, ...range, open: range, new: projection.new, openDeals: 3 }
  board.mockResolvedValue({ ...sampleBoard, projection: { ...projection, renewals } })
  open('/forecast')
  const name = await screen.findByText('Of which renewals')
  expect(name.closest('tr')?.textContent).toBe('Of which renewals$450K$600K$720K')
  expect(screen.getByText('Renewals: $700K closed, $600K from 3 open deals, $60K from deals not yet created.')).toBeTruthy()
})

test('contracts that end without a renewal deal are named with what became of earlier ones, and not counted twice', async () => {
  const account = (n: number) => ({
    id: `6f9619ff-8b86-4d01-b42d-00cf4fc9640${n}`,
    externalId: null,
    name: `Account ${n}`,
    owner: null,
  })
  const contracts = [1, 2, 3, 4, 5, 6, 7].map((n) => ({
    account: account(n),
    number: null,
    endsOn: `2026-12-0${n}`,
    value: n === 1 ? { minor: 5_000_000, currency: 'USD' } : null,
  }))
  const past = { ended: 24, renewed: 18, share: 0.74, low: 0.63, high: 0.845 }
  vi.mocked(api.forecasting.renewals).mockResolvedValue({ ...NO_CONTRACTS, contracts, past, note: 'Nothing is added for these.' })
  open('/forecast?asOf=2026-11-02&period=2026-Q4')
  const list = (await screen.findByText('Account 1')).closest('section')!
  expect(vi.mocked(api.forecasting.renewals).mock.lastCall?.[0]).toEqual({ asOf: '2026-11-02', period: '2026-Q4' })
  expect(list.textContent).toContain('7 without a renewal deal')
  expect(screen.getByText('Account 1').closest('tr')?.textContent).toBe('Account 1$50K1 Dec')
  expect(screen.getByText('Account 2').closest('tr')?.textContent).toBe('Account 2–2 Dec')
  expect(list.textContent).toContain(
    'Of 24 contracts that ended in two years, 18 had a renewal won within a quarter of the end (80% range 63 – 85%).',
  )
  expect(list.textContent).toContain('Nothing is added for these')
  expect(screen.queryByText('Account 7')).toBeNull()
  screen.getByRole('button', { name: /^Show \d+ more$/ }).click()
  await screen.findByText('Account 7')
})

test('people are listed without their teams, from the same answer', async () => {
  const router = open('/forecast?group=rep')
  const grid = await screen.findByRole('treegrid', { name: 'Rollup' })
  const people = sampleBoard.rollup.filter(({ kind }) => kind === 'person')
  for (const { name } of people) expect(grid.textContent).toContain(name)
  expect(grid.textContent).not.toContain('Enterprise')
  expect(board.mock.calls.every(([question]) => !('group' in question))).toBe(true)
  screen.getByRole('button', { name: 'Team' }).click()
  await waitFor(() => expect(router.state.location.search).toEqual({}))
})

test('closed and called figures open the deals that they are the sum of, in the strip and in each row, and the address keeps it', async () => {
  const { period } = sampleBoard.projection
  const counted = vi.mocked(api.forecasting.counted)
  const usd = (thousands: number) => ({ minor: thousands * 100_000, currency: 'USD' })
  counted.mockImplementation(async ({ figure }) => ({
    period,
    asOf: '2026-11-20',
    count: 2,
    sum: figure === 'closed' ? usd(700) : usd(100),
    deals: [
      {
        id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
        name: 'Halden Bank',
        owner: { id: '22222222-2222-4222-8222-222222222222', name: 'Priya Raman' },
        on: '2026-10-30',
        counts: figure === 'closed' ? usd(700) : usd(100),
      },
      { id: '7f9619ff-8b86-4d01-b42d-00cf4fc964ff', name: 'Corvus Freight', owner: null, on: '2026-10-09', counts: null },
    ],
  }))
  const router = open('/forecast')
  const strip = await screen.findByRole('list', { name: 'Forecast of the period' })
  const closed = within(strip).getByRole('link', { name: /^Closed/ })
  expect(closed.getAttribute('href')).toBe('/forecast?cell=all&pane=closed')
  await router.navigate({ href: '/forecast?cell=all&pane=closed' })
  const inspector = await screen.findByRole('complementary', { name: 'Everyone' })
  await within(inspector).findByText('Halden Bank')
  expect(counted.mock.lastCall?.[0]).toEqual({ figure: 'closed', period: '2026-Q4' })
  const lines = [...inspector.querySelectorAll('.counted > li')].map(({ textContent }) => textContent)
  expect(lines).toEqual([
    'Together$700KWhat has closed in the period.',
    'Halden Bank$700KPriya Raman, closed 30 Oct',
    'Corvus Freightno amountNobody, closed 9 Oct',
  ])
  expect(within(inspector).getByRole('link', { name: 'Halden Bank' }).getAttribute('href')).toMatch(/^\/deals\//)
  expect(closed.getAttribute('aria-current')).toBe('true')

  screen.getByRole('button', { name: 'Deals behind commit of Priya Raman: $295K' }).click()
  const person = await screen.findByRole('complementary', { name: 'Priya Raman' })
  await within(person).findByText('With $195K closed that is the commit of $295K.')
  expect(counted.mock.lastCall?.[0]).toEqual({
    figure: 'commit',
    period: '2026-Q4',
    owner: '22222222-2222-4222-8222-222222222222',
  })
  expect(router.state.location.search).toMatchObject({ pane: 'commit' })
})

test('quarters, months and years around the day are offered, and any other days can be asked for', async () => {
  // Where nothing is laid out nothing counts as focusable, and the menu says so with all that it holds.
  const warned = vi.spyOn(console, 'warn').mockReturnValue()
  onTestFinished(() => warned.mockRestore())
  const router = open('/forecast?since=2026-11-01')
  const button = await screen.findByRole('button', { name: /2026 Q4/ })
  button.click()
  // While the menu still slides in, it counts as hidden.
  await screen.findByRole('menuitem', { name: /^Nov 2026/, hidden: true })
  const hrefs = screen.getAllByRole('menuitem', { hidden: true }).map((one) => one.getAttribute('href'))
  expect(hrefs).toEqual([...sampleBoard.periods.map(({ name }) => `/forecast?period=${name}`), null])
  screen.getByRole('menuitem', { name: 'Other days', hidden: true }).click()
  const dialog = await screen.findByRole('dialog', { name: 'Forecast other days' })
  const days = (name: string, value: string) =>
    fireEvent.change(within(dialog).getByRole('textbox', { name }), { target: { value } })
  days('First day', '15 Nov 2026')
  days('Last day', '10 Nov 2026')
  await within(dialog).findByText('The last day lies before the first')
  days('Last day', '31 Jan 2027')
  await waitFor(() => expect(within(dialog).queryByText('The last day lies before the first')).toBeNull())
  const { projection } = sampleBoard
  const period = { name: '2026-11-15 to 2027-01-31', start: '2026-11-15', end: '2027-01-31' }
  board.mockResolvedValue({ ...sampleBoard, projection: { ...projection, period } })
  within(dialog).getByRole('button', { name: 'Show' }).click()
  await screen.findByRole('button', { name: /^15 Nov.* – 31 Jan/ })
  expect(router.state.location.search).toEqual({ period: period.name })
  expect(board.mock.lastCall?.[0]).toEqual({ period: period.name })
})

test('a row of a segment or territory, whose name is the company’s own, is opened by its address', async () => {
  const [whole] = sampleBoard.rollup
  const part = { ...whole!, key: 'territory:is United States', kind: 'part' as const, name: 'United States', parent: whole!.key }
  board.mockResolvedValue({ ...sampleBoard, rollup: [whole!, part] })
  vi.mocked(api.forecasting.counted).mockReturnValue(new Promise(() => undefined))
  open('/forecast?group=territory&cell=territory-is+United+States&pane=closed')
  await screen.findByRole('complementary', { name: 'United States' })
  expect(vi.mocked(api.forecasting.counted).mock.lastCall?.[0]).toEqual({
    figure: 'closed',
    period: '2026-Q4',
    part: 'territory:is United States',
  })
})

test('of a period that is over nothing is left to pull', async () => {
  open('/forecast')
  await screen.findByRole('heading', { name: 'Scenario' })
  cleanup()
  board.mockResolvedValue({ ...sampleBoard, projection: { ...sampleBoard.projection, asOf: '2027-01-10' } })
  open('/forecast')
  await screen.findByRole('treegrid', { name: 'Rollup' })
  expect(screen.queryByRole('heading', { name: 'Scenario' })).toBeNull()
})

test('where the rows are parts of what somebody sees, the figures above them still open the whole', async () => {
  const [whole] = sampleBoard.rollup
  const parts = ['new business', 'expansion'].map((kind) => ({
    ...whole!,
    key: `kind:is ${kind}`,
    kind: 'part' as const,
    name: kind,
    parent: null,
  }))
  board.mockResolvedValue({ ...sampleBoard, rollup: parts })
  vi.mocked(api.forecasting.counted).mockReturnValue(new Promise(() => undefined))
  open('/forecast?group=kind&cell=all&pane=commit')
  const strip = await screen.findByRole('list', { name: 'Forecast of the period' })
  expect(
    within(strip)
      .getByRole('link', { name: /^Closed/ })
      .getAttribute('href'),
  ).toBe('/forecast?group=kind&cell=all&pane=closed')
  const inspector = await screen.findByRole('complementary', { name: 'All in sight' })
  expect(inspector.textContent).toContain('Closed$700K')
  expect(vi.mocked(api.forecasting.counted).mock.lastCall?.[0]).toEqual({ figure: 'commit', period: '2026-Q4' })
})

test('in a month of a quarter with a quota the page says what the quarter has, and where quotas are set', async () => {
  answerForecast([...RIGHTS, 'settings:read'])
  const { projection, rollup } = sampleBoard
  board.mockResolvedValue({
    ...sampleBoard,
    projection: {
      ...projection,
      period: { name: '2026-11', start: '2026-11-01', end: '2026-11-30' },
      quota: null,
      chanceOfQuota: null,
    },
    quotas: sampleBoard.quotas.map((one) => ({ ...one, counts: false })),
    rollup: rollup.map((row) => ({ ...row, quota: null, chanceOfQuota: null })),
  })
  open('/forecast?period=2026-11')
  const strip = await screen.findByRole('list', { name: 'Forecast of the period' })
  const quota = within(strip).getByRole('link', { name: /^Quota/ })
  expect(quota.textContent).toBe('QuotaNot set$1.52M is set for 2026 Q4')
  expect(quota.getAttribute('href')).toMatch(/^\/settings\/periods/)
  expect(strip.textContent).toContain('–No quota for these days alone')
  expect(screen.getByText('Quota: $1.52M is set for 2026 Q4.')).toBeTruthy()
})
