import { cleanup, fireEvent, render } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { KeyMapProvider, keyOf, useKeys } from './key-map.tsx'

afterEach(cleanup)

function Bound({ keys, run }: { keys: string; run: () => void }) {
  useKeys([{ keys, name: keys, group: 'Test', run }])
  return null
}
const press = (key: string, more: object = {}) => fireEvent.keyDown(document.body, { key, ...more })

test('G then P goes to the pipeline; P alone does not', () => {
  const run = vi.fn<() => void>()
  render(
    <KeyMapProvider singleKeys="on">
      <Bound keys="g p" run={run} />
    </KeyMapProvider>,
  )
  press('p')
  expect(run).not.toHaveBeenCalled()
  press('g')
  press('p')
  expect(run).toHaveBeenCalledOnce()
})

test('the newest binding of a key wins, and the older one is back when it goes', () => {
  const [page, dialog] = [vi.fn<() => void>(), vi.fn<() => void>()]
  const tree = (open: boolean) => (
    <KeyMapProvider singleKeys="on">
      <Bound keys="x" run={page} />
      {open ? <Bound keys="x" run={dialog} /> : null}
    </KeyMapProvider>
  )
  const { rerender } = render(tree(true))
  press('x')
  rerender(tree(false))
  press('x')
  expect([page.mock.calls.length, dialog.mock.calls.length]).toEqual([1, 1])
})

test('Shift counts for letters, not for signs that need it anyway', () => {
  const event = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: true }
  expect(keyOf({ ...event, key: 'X' })).toBe('shift+x')
  expect(keyOf({ ...event, key: '?' })).toBe('?')
  expect(keyOf({ ...event, shiftKey: false, metaKey: true, key: 'k' })).toBe('mod+k')
})
