import { vi } from 'vitest'
import { api } from '../app/api.ts'
import { sessionWith } from '../app/test-page.tsx'
import { sampleBoard, sampleChanges } from './test-board.ts'

/** Answers what every page of the forecast asks first, for somebody with these rights: the sample board and its changes. */
export function answerForecast(rights: readonly string[] = ['signed-in', 'deals:read', 'forecast:read']): void {
  vi.mocked(api.session.current).mockResolvedValue(sessionWith(rights))
  vi.mocked(api.views.list).mockResolvedValue({ items: [] })
  vi.mocked(api.jobs.list).mockResolvedValue({ items: [] })
  vi.mocked(api.forecasting.board).mockResolvedValue(sampleBoard)
  vi.mocked(api.forecasting.changes).mockResolvedValue(sampleChanges)
}
