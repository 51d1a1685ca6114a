import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Problem } from '../../contract/problem.ts'
import { api } from '../app/api.ts'
import { alertsRoute } from '../app/routes.tsx'
import { openPage, sessionWith } from '../app/test-page.tsx'
import type { Alert } from './alert-queries.ts'
import { AlertsPage } from './alerts-page.tsx'

vi.mock('../app/api.ts', () => ({
  api: {
    session: { current: vi.fn<typeof api.session.current>() },
    views: { list: vi.fn<typeof api.views.list>() },
    jobs: { list: vi.fn<typeof api.jobs.list>() },
    alerts: {
      list: vi.fn<typeof api.alerts.list>(),
      count: vi.fn<typeof api.alerts.count>(),
      act: vi.fn<typeof api.alerts.act>(),
      dismiss: vi.fn<typeof api.alerts.dismiss>(),
      see: vi.fn<typeof api.alerts.see>(),
    },
  },
}))

const list = vi.mocked(api.alerts.list)
const act = vi.mocked(api.alerts.act)
const silent = {
  id: '0f9619ff-8b86-4d01-b42d-00c04fc964ff',
  ruleTitle: 'Key person silent',
  title: 'Champion of Halden Bank silent for 21 days',
  body: 'Jonas Lindqvist has not answered since 31 Oct.',
  priority: 'urgent',
  state: 'open',
  mine: true,
  recipient: { id: 'u1', name: 'Ines Moreau' },
  deal: { id: '1f9619ff-8b86-4d01-b42d-00c04fc964ff', name: 'Halden Bank' },
  account: null,
  path: '/deals/1f9619ff-8b86-4d01-b42d-00c04fc964ff/people',
  openedAt: '2026-11-20T08:00:00.000Z',
  toldAt: '2026-11-20T08:00:00.000Z',
  snoozedUntil: null,
  closedAt: null,
} as unknown as Alert

beforeEach(() => {
  vi.mocked(api.session.current).mockResolvedValue(sessionWith(['signed-in']))
  vi.mocked(api.views.list).mockResolvedValue({ items: [] })
  vi.mocked(api.jobs.list).mockResolvedValue({ items: [] })
  vi.mocked(api.alerts.count).mockResolvedValue({ unseen: 0, open: 1, snoozed: 2, held: 3, toldToday: 1, budget: 10 })
  list.mockImplementation(async (input) => {
    const items = input.list === 'open' ? [silent] : []
    return { items, total: items.length, next: null }
  })
})
afterEach(() => {
  cleanup()
  vi.clearAllMocks()
})

test('an alert says what it is about and leads there, and leaves the list once it was acted on', async () => {
  openPage('/alerts', alertsRoute, AlertsPage)
  const link = await screen.findByRole('link', { name: silent.title })
  expect(link.getAttribute('href')).toBe(silent.path)
  expect(screen.getByText('Urgent')).toBeTruthy()
  act.mockImplementation(async () => {
    list.mockResolvedValue({ items: [], total: 0, next: null })
    return { ...silent, state: 'acted-on' }
  })
  fireEvent.click(screen.getByRole('button', { name: `Acted on: ${silent.title}` }))
  await screen.findByText('No open alerts')
  expect(act.mock.lastCall?.[0]).toEqual({ id: silent.id })
})

test('what could not be saved is said at the alert, which stays', async () => {
  act.mockRejectedValue(new Problem('not-allowed-now', 'This alert is closed already.'))
  openPage('/alerts', alertsRoute, AlertsPage)
  fireEvent.click(await screen.findByRole('button', { name: `Acted on: ${silent.title}` }))
  expect((await screen.findByRole('alert')).textContent).toContain('This alert is closed already.')
  expect(screen.getByRole('link', { name: silent.title })).toBeTruthy()
})

test('what waits and what is over have lists of their own, in the address, with what is to come of them', async () => {
  openPage('/alerts?list=held', alertsRoute, AlertsPage)
  await screen.findByText('Nothing is held back')
  expect(list.mock.lastCall?.[0]).toMatchObject({ list: 'held', whose: 'mine' })
  await waitFor(() => expect(screen.getByRole('link', { name: /^Held back/ }).textContent).toContain('3'))
  expect(screen.getByRole('link', { name: /^History/ }).getAttribute('href')).toBe('/alerts?list=history')
})

test('an alert of somebody else can be read, and only who may change deals decides on it', async () => {
  const others = { ...silent, mine: false, recipient: { id: 'u2', name: 'Tomas Weber' } }
  list.mockResolvedValue({ items: [others], total: 1, next: null })
  openPage('/alerts?whose=all', alertsRoute, AlertsPage)
  await screen.findByText(/For Tomas Weber/)
  expect(screen.queryByRole('button', { name: /^Acted on/ })).toBeNull()
  cleanup()
  vi.mocked(api.session.current).mockResolvedValue(sessionWith(['signed-in', 'deals:write']))
  openPage('/alerts?whose=all', alertsRoute, AlertsPage)
  expect(await screen.findByRole('button', { name: /^Acted on/ })).toBeTruthy()
})

test('a list that cannot be read again stays on the page, and with it what somebody has open in it', async () => {
  const router = openPage('/alerts', alertsRoute, AlertsPage)
  await screen.findByText(silent.title)
  list.mockRejectedValue(new Problem('unavailable', 'The server did not answer.'))
  const asked = list.mock.calls.length
  await router.options.context.queries.invalidateQueries({ queryKey: ['alerts'] })
  await waitFor(() => expect(list.mock.calls.length).toBeGreaterThan(asked))
  expect(screen.getByText(silent.title)).toBeTruthy()
  expect(screen.queryByText('Your alerts could not be read')).toBeNull()
})
