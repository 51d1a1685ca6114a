import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { UndoProvider, useUndo } from '../app/undo.tsx'
import { KeyMapProvider } from './key-map.tsx'
import { TOAST_MS, ToastProvider } from './toast.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

function Edits({ undo }: { undo: (deal: string) => void }) {
  const offer = useUndo()
  return ['Solway Energy', 'Halden Bank'].map((deal) => (
    <button key={deal} type="button" onClick={() => offer({ text: `${deal} close date set to 15 Dec`, undo: () => undo(deal) })}>
      Edit {deal}
    </button>
  ))
}

function page(singleKeys: 'on' | 'off' = 'on') {
  const undo = vi.fn<(deal: string) => void>()
  render(
    <KeyMapProvider singleKeys={singleKeys}>
      <ToastProvider>
        <UndoProvider>
          <Edits undo={undo} />
          <input aria-label="Search" />
        </UndoProvider>
      </ToastProvider>
    </KeyMapProvider>,
  )
  return undo
}
const edit = (deal: string) => fireEvent.click(screen.getByRole('button', { name: `Edit ${deal}` }))
const status = () => screen.getByRole('status').textContent

test('an edit can be undone with Z while its message stands, which is eight seconds', () => {
  const undo = page()
  edit('Solway Energy')
  expect(status()).toContain('Solway Energy close date set to 15 Dec')
  fireEvent.keyDown(document.body, { key: 'z' })
  expect(undo).toHaveBeenCalledExactlyOnceWith('Solway Energy')
  edit('Halden Bank')
  act(() => void vi.advanceTimersByTime(TOAST_MS))
  expect(status()).toBe('')
  fireEvent.keyDown(document.body, { key: 'z' })
  expect(undo).toHaveBeenCalledTimes(1)
})

test('the message waits while it is pointed at', () => {
  page()
  edit('Solway Energy')
  fireEvent.pointerEnter(screen.getByText(/Solway Energy close/).parentElement as HTMLElement)
  act(() => void vi.advanceTimersByTime(TOAST_MS * 3))
  expect(status()).toContain('Solway Energy')
})

test('Ctrl Z takes back the newest change first, and each change once', () => {
  const undo = page()
  edit('Solway Energy')
  edit('Halden Bank')
  for (let press = 0; press < 3; press++) fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true })
  expect(undo.mock.calls).toEqual([['Halden Bank'], ['Solway Energy']])
})

test('Z is a letter while somebody types, and nothing where single keys are off', () => {
  const undo = page()
  edit('Solway Energy')
  fireEvent.keyDown(screen.getByRole('textbox'), { key: 'z' })
  expect(undo).not.toHaveBeenCalled()
  cleanup()
  const off = page('off')
  edit('Solway Energy')
  fireEvent.keyDown(document.body, { key: 'z' })
  expect(off).not.toHaveBeenCalled()
})
