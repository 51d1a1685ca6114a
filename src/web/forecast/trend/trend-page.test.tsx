import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { api } from '../../app/api.ts'
import { forecastRoute } from '../../app/routes.tsx'
import { openPage, sessionWith } from '../../app/test-page.tsx'
import { sampleBoard, sampleChanges } from '../test-board.ts'
import { TrendPage } from './trend-page.tsx'

vi.mock('../../app/api.ts', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  api: {
    session: { current: vi.fn<typeof api.session.current>() },
    views: { list: vi.fn<typeof api.views.list>() },
    jobs: { list: vi.fn<typeof api.jobs.list>() },
    forecasting: {
      board: vi.fn<typeof api.forecasting.board>(),
      changes: vi.fn<typeof api.forecasting.changes>(),
      trend: vi.fn<typeof api.forecasting.trend>(),
    },
  },
}))
vi.mock('../../charts/chart-canvas.tsx', () => ({ default: ({ finding }: { finding: string }) => <p>{finding}</p> }))

const usd = (thousands: number) => ({ minor: thousands * 100_000, currency: 'USD' })
const figures = (p50: number) => ({
  closed: usd(100),
  commit: usd(200),
  bestCase: usd(300),
  p10: usd(p50 - 50),
  p50: usd(p50),
  p90: usd(p50 + 50),
})

beforeEach(() => {
  vi.mocked(api.session.current).mockResolvedValue(sessionWith(['signed-in', 'deals:read', 'forecast:read']))
  vi.mocked(api.views.list).mockResolvedValue({ items: [] })
  vi.mocked(api.jobs.list).mockResolvedValue({ items: [] })
  vi.mocked(api.forecasting.board).mockResolvedValue(sampleBoard)
  vi.mocked(api.forecasting.changes).mockResolvedValue(sampleChanges)
  vi.mocked(api.forecasting.trend).mockResolvedValue({
    period: sampleBoard.projection.period,
    asOf: '2026-11-20',
    quota: usd(1525),
    now: figures(1360),
    weeks: [{ week: 'W1', asOf: '2026-10-01', figures: figures(1400) }],
    previous: {
      period: { name: '2026-Q3', start: '2026-07-01', end: '2026-09-30' },
      closed: usd(1300),
      weeks: [{ week: 'W1', asOf: '2026-07-01', figures: figures(1250) }],
    },
    progress: { done: 2, of: 2 },
  })
})
afterEach(cleanup)

test('each week opens the forecast of its period as it was made on that day', async () => {
  const team = sampleBoard.rollup[1]!.key.slice('team:'.length)
  openPage(`/forecast?node=team-${team}`, forecastRoute, TrendPage)
  for (const name of ['2026 Q4', '2026 Q3']) (await screen.findByRole('button', { name: `${name} as table` })).click()
  await waitFor(() => expect(screen.getAllByRole('table')).toHaveLength(2))
  const hrefs = screen.getAllByRole('table').flatMap((table) =>
    within(table)
      .queryAllByRole('link')
      .map((link) => link.getAttribute('href')),
  )
  expect(hrefs).toEqual([
    `/forecast?period=2026-Q4&node=team-${team}&asOf=2026-10-01`,
    `/forecast?period=2026-Q4&node=team-${team}`,
    `/forecast?period=2026-Q3&node=team-${team}&asOf=2026-07-01`,
  ])
})
