import { cleanup, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { api } from '../../app/api.ts'
import { forecastRoute } from '../../app/routes.tsx'
import { openPage } from '../../app/test-page.tsx'
import { sampleBoard, sampleChanges } from '../test-board.ts'
import { answerForecast } from '../test-answers.ts'
import { ChangesPage } from './changes-page.tsx'

vi.mock('../../app/api.ts', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  api: (await import('../test-server.ts')).api,
}))
vi.mock('../../charts/chart-canvas.tsx', () => import('../../charts/test-canvas.tsx'))

const [person] = sampleBoard.rollup.filter(({ kind }) => kind === 'person')
const PEOPLE = Array.from({ length: 60 }, (_, i) => ({ ...person!, key: `person:${i}`, name: `Seller ${i}` }))
const DEALS = Array.from({ length: 120 }, (_, i) => ({
  ...sampleChanges.deals[0]!,
  id: `6f9619ff-8b86-4d01-b42d-${String(i).padStart(12, '0')}`,
  name: `Deal ${i}`,
}))

beforeEach(() => {
  answerForecast()
  vi.mocked(api.forecasting.board).mockResolvedValue({ ...sampleBoard, rollup: [...sampleBoard.rollup, ...PEOPLE] })
  vi.mocked(api.forecasting.changes).mockResolvedValue({
    ...sampleChanges,
    bars: [{ kind: 'slipped', value: sampleChanges.bars[1]!.value, deals: 300 }],
    deals: DEALS,
    rows: [...sampleChanges.rows, ...PEOPLE.map(({ key }) => ({ ...sampleChanges.rows[0]!, key }))],
  })
})
afterEach(() => {
  cleanup()
  vi.clearAllMocks()
})

test('of many changed deals the first fifty stand on the page, and each press shows fifty more', async () => {
  openPage('/forecast/changes', forecastRoute, ChangesPage)
  const names = /^Deal \d+$/
  expect(await screen.findAllByRole('link', { name: names })).toHaveLength(50)
  expect(screen.getByText(/120 of 300 deals, largest effect on the p50 first/)).toBeTruthy()
  screen.getByRole('button', { name: 'Show 50 more' }).click()
  await screen.findByText('Deal 99')
  screen.getByRole('button', { name: 'Show 20 more' }).click()
  await screen.findByText('Deal 119')
  expect(screen.getAllByRole('link', { name: names })).toHaveLength(120)
  expect(screen.queryByRole('button', { name: /^Show \d+ more/ })).toBeNull()
})

test('of many people the first forty stand beside it, and all can be shown', async () => {
  openPage('/forecast/changes', forecastRoute, ChangesPage)
  const all = await screen.findByRole('button', { name: /^Show all \d+$/ })
  expect(screen.queryByText('Seller 59')).toBeNull()
  all.click()
  await screen.findByText('Seller 59')
  expect(screen.queryByRole('button', { name: /^Show all/ })).toBeNull()
})
