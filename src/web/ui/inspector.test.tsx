import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { Inspector } from './inspector.tsx'

afterEach(cleanup)

function page(state: 'open' | 'closed', onClose: () => void) {
  return (
    <>
      <button type="button">Halden Bank</button>
      {state === 'open' ? (
        <Inspector title="Halden Bank" label="Halden Bank" onClose={onClose}>
          Facts
        </Inspector>
      ) : null}
    </>
  )
}

test('it takes focus when it opens, closes on Esc, and gives focus back to where it was', () => {
  const onClose = vi.fn<() => void>()
  const { rerender } = render(page('closed', onClose))
  const row = screen.getByRole('button', { name: 'Halden Bank' })
  row.focus()
  rerender(page('open', onClose))
  expect(document.activeElement).toBe(screen.getByRole('complementary', { name: 'Halden Bank' }))
  fireEvent.keyDown(document.body, { key: 'Escape' })
  expect(onClose).toHaveBeenCalledOnce()
  rerender(page('closed', onClose))
  expect(document.activeElement).toBe(row)
})

test('where the button that opened it made room for it, focus goes to its like once it is back', () => {
  const aside = (state: 'open' | 'closed') =>
    state === 'open' ? (
      <Inspector title="Why" label="Why this win chance" onClose={() => undefined}>
        Reasons
      </Inspector>
    ) : (
      <button type="button">Why</button>
    )
  const { rerender } = render(aside('closed'))
  screen.getByRole('button', { name: 'Why' }).focus()
  rerender(aside('open'))
  rerender(aside('closed'))
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Why' }))
})
