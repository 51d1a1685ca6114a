import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { madeEdge, madeGhost, madeMap, madeNode } from './made-map.ts'
import { PeopleMap } from './people-map.tsx'
import type { MapGhost } from './people-queries.ts'
import { peopleRows } from './people-rows.ts'

afterEach(cleanup)

const map = madeMap({
  nodes: [
    madeNode('jonas', {
      name: 'Jonas Lindqvist',
      title: 'Head of Payments',
      roles: ['champion'],
      engagement: { value: 61.2, factors: [] },
      lastTouch: '2026-11-12T09:00:00.000Z',
      active: true,
    }),
    madeNode('marta', { name: 'Marta Kowalczyk', title: 'CFO', roles: ['economic-buyer'], seniority: 'executive', locked: true }),
  ],
  edges: [madeEdge('jonas', 'reports-to', 'marta')],
  ghosts: [madeGhost('procurement', 'jonas')],
})

function show(given = map) {
  const onOpen = vi.fn<(id: string) => void>()
  const onGhost = vi.fn<(ghost: MapGhost) => void>()
  const rows = peopleRows({ positions: undefined, threading: undefined, map: given })
  render(
    <PeopleMap
      name="Halden Bank"
      map={given}
      rows={rows}
      today="2026-11-20"
      activeWithinDays={30}
      selected="jonas"
      faded={new Set()}
      onOpen={onOpen}
      onGhost={onGhost}
    />,
  )
  return { onOpen, onGhost }
}

const people = () => screen.getAllByRole('button', { hidden: true }).filter((one) => one.dataset['person'] !== undefined)

test('a card says who it is, in which role, how engaged and when last in touch; a lock is said too', () => {
  show()
  expect(people().map((one) => one.title)).toEqual([
    'Marta Kowalczyk, CFO, Economic buyer, no contact, do not contact',
    'Jonas Lindqvist, Head of Payments, Champion, engagement 61, last touch 8 days',
  ])
  expect(people()[0]?.textContent).toContain('Do not contact')
})

test('Tab goes from the highest down, Enter opens, and the open one is said to be', () => {
  const { onOpen } = show()
  const [marta, jonas] = people()
  expect([marta?.tabIndex, jonas?.tabIndex]).toEqual([0, 0])
  fireEvent.click(jonas as HTMLElement)
  expect(onOpen.mock.calls).toEqual([['jonas']])
  expect(jonas?.getAttribute('aria-pressed')).toBe('true')
  expect(marta?.getAttribute('aria-pressed')).toBe('false')
})

test('somebody missing stands on the map and leads to who could fill the seat', () => {
  const { onGhost } = show()
  fireEvent.click(screen.getByRole('button', { name: /What to do for Procurement/, hidden: true }))
  expect(onGhost.mock.calls.map(([ghost]) => ghost.roles)).toEqual([['procurement']])
})

test('forty people are all there, each once', () => {
  show(madeMap({ nodes: Array.from({ length: 40 }, (_, i) => madeNode(`p${i}`, { name: `Person ${i}` })) }))
  expect(new Set(people().map((one) => one.dataset['person'])).size).toBe(40)
})
