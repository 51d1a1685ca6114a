import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { KeyMapProvider } from '../ui/key-map.tsx'
import { fitColumns } from '../ui/table/fit-columns.ts'
import type { RollupRow } from './forecast-search.ts'
import { rollupColumns } from './rollup-columns.tsx'
import { RollupGrid } from './rollup-grid.tsx'
import { treeRows, unfoldedAtFirst } from './rollup-rows.ts'
import { sampleBoard } from './test-board.ts'

afterEach(cleanup)

function Grid({ onOpen }: { onOpen: (row: RollupRow) => void }) {
  const { rollup } = sampleBoard
  const [unfolded, setUnfolded] = useState(unfoldedAtFirst(rollup))
  return (
    <KeyMapProvider singleKeys="on">
      <RollupGrid
        rows={treeRows(rollup, unfolded)}
        total={rollup.length}
        columns={rollupColumns({ period: '2026-Q4' }, sampleBoard, undefined, onOpen)}
        current={undefined}
        onFold={(key) =>
          setUnfolded(new Set(unfolded.has(key) ? [...unfolded].filter((one) => one !== key) : [...unfolded, key]))
        }
        onOpen={onOpen}
      />
    </KeyMapProvider>
  )
}

const lines = () => screen.getAllByRole('row').slice(1)
const line = (name: string) => lines().find((one) => within(one).queryByText(name)) as HTMLElement
const press = (key: string) => fireEvent.keyDown(document.activeElement as Element, { key })

test('the tree is walked, folded and opened by keys alone', () => {
  const onOpen = vi.fn<(row: RollupRow) => void>()
  render(<Grid onOpen={onOpen} />)
  expect(screen.getByRole('treegrid', { name: 'Rollup' }).getAttribute('aria-rowcount')).toBe('5')
  act(() => line('Everyone').focus())
  press('ArrowDown')
  expect(document.activeElement).toBe(line('Enterprise'))
  press('ArrowLeft')
  expect(line('Enterprise').getAttribute('aria-expanded')).toBe('false')
  expect(lines()).toHaveLength(2)
  press('ArrowRight')
  expect(lines()).toHaveLength(4)
  press('End')
  expect(document.activeElement).toBe(line('=Tomas Weber'))
  press('ArrowLeft')
  expect(document.activeElement).toBe(line('Enterprise'))
  press('Enter')
  expect(onOpen.mock.calls.map(([row]) => row.name)).toEqual(['Enterprise'])
})

test('the cells of a row are reached with the arrows and only one row is in the order of Tab', () => {
  render(<Grid onOpen={vi.fn<(row: RollupRow) => void>()} />)
  expect(lines().filter((one) => one.tabIndex === 0)).toEqual([line('Everyone')])
  act(() => line('Priya Raman').focus())
  expect(lines().filter((one) => one.tabIndex === 0)).toEqual([line('Priya Raman')])
  press('ArrowRight')
  expect(document.activeElement?.getAttribute('href')).toBe(
    '/forecast?period=2026-Q4&node=person-22222222-2222-4222-8222-222222222222',
  )
  const figures = ['closed of Priya Raman: $195K', 'commit of Priya Raman: $295K', 'best case of Priya Raman: $395K']
  for (const figure of [...figures, 'the p50 of Priya Raman: $220K']) {
    press('ArrowRight')
    expect(document.activeElement?.textContent).toBe(`Deals behind ${figure}`)
  }
  for (let step = 0; step < 5; step++) press('ArrowLeft')
  expect(document.activeElement).toBe(line('Priya Raman'))
})

test('a reached quota is said, a missing one is not shown as 0, and attainment is named with its values', () => {
  render(<Grid onOpen={vi.fn<(row: RollupRow) => void>()} />)
  expect(within(line('Priya Raman')).getByText('Reached')).toBeTruthy()
  expect(within(line('=Tomas Weber')).getAllByText('No quota set')).toHaveLength(4)
  expect(
    within(line('Enterprise')).getByRole('img', { name: 'Enterprise: closed 39% of quota, p10 73%, p50 86%, p90 99%' }),
  ).toBeTruthy()
  expect(within(line('Enterprise')).getByText('−$102K')).toBeTruthy()
})

const headsAt = (board: typeof sampleBoard, width: number) =>
  fitColumns(
    rollupColumns({}, board, undefined, () => undefined),
    width,
  ).map(({ column }) => column.header)

test('beside the rail of a 1440 px wide window no column but the range has to go, with a scroll bar as well', () => {
  const all = ['Team', 'Quota', 'Closed', 'Commit', 'Best case', 'Attainment', 'p50', 'Gap, p50', '7 days', 'Chance']
  expect(headsAt(sampleBoard, 882)).toEqual(all)
})

test('where nobody has a quota for the days, the columns of quota make room for the range', () => {
  const rollup = sampleBoard.rollup.map((row) => ({ ...row, quota: null, chanceOfQuota: null }))
  expect(headsAt({ ...sampleBoard, rollup }, 882)).toEqual([
    'Team',
    'Closed',
    'Commit',
    'Best case',
    'p50',
    'p10 – p90',
    '7 days',
  ])
})
