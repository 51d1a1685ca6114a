import { vi } from 'vitest'
import type { api as server } from '../app/api.ts'

/** What the pages of the forecast ask the server for, in place of `api` in their tests. Imports nothing of the app, which would wait for it. */
export const api = {
  session: { current: vi.fn<typeof server.session.current>() },
  views: { list: vi.fn<typeof server.views.list>() },
  jobs: { list: vi.fn<typeof server.jobs.list>() },
  forecasting: {
    board: vi.fn<typeof server.forecasting.board>(),
    deals: vi.fn<typeof server.forecasting.deals>(),
    counted: vi.fn<typeof server.forecasting.counted>(),
    changes: vi.fn<typeof server.forecasting.changes>(),
    renewals: vi.fn<typeof server.forecasting.renewals>(),
    trend: vi.fn<typeof server.forecasting.trend>(),
  },
  scenarios: { preview: vi.fn<typeof server.scenarios.preview>() },
}
