import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { api } from '../../app/api.ts'
import { forecastRoute } from '../../app/routes.tsx'
import { openPage } from '../../app/test-page.tsx'
import { sampleBoard } from '../test-board.ts'
import { answerForecast } from '../test-answers.ts'
import { TrendPage } from './trend-page.tsx'

vi.mock('../../app/api.ts', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  api: (await import('../test-server.ts')).api,
}))
vi.mock('../../charts/chart-canvas.tsx', () => import('../../charts/test-canvas.tsx'))

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
  answerForecast()
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
