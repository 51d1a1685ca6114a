import { MantineProvider } from '@mantine/core'
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { Dialog } from './dialog.tsx'
import { MenuButton } from './menu-button.tsx'

afterEach(cleanup)

function Page() {
  const [dialog, setDialog] = useState<'open' | 'none'>('none')
  const open = () => setDialog('open')
  return (
    <MantineProvider>
      <button type="button" onClick={open}>
        Save scenario
      </button>
      <MenuButton label="Period" groups={[{ items: [{ id: 'days', label: 'Other days', onSelect: open }] }]} />
      {dialog === 'open' ? (
        <Dialog title="Forecast other days" state="open" onClose={() => setDialog('none')}>
          <input aria-label="First day" />
        </Dialog>
      ) : null}
    </MantineProvider>
  )
}

async function closedAgain() {
  const field = await screen.findByRole('textbox', { name: 'First day', hidden: true })
  act(() => field.focus())
  fireEvent.keyDown(field, { key: 'Escape' })
  await waitFor(() => expect(screen.queryByRole('dialog', { hidden: true })).toBeNull())
}

test('closed, a dialog gives focus back to the button that opened it, though it is gone from the page', async () => {
  render(<Page />)
  const button = screen.getByRole('button', { name: 'Save scenario' })
  act(() => button.focus())
  fireEvent.click(button)
  await closedAgain()
  expect(document.activeElement).toBe(button)
})

test('opened from a menu, it gives focus back to the button of the menu', async () => {
  // Where nothing is laid out nothing counts as focusable, and the menu says so with all that it holds.
  const warned = vi.spyOn(console, 'warn').mockReturnValue()
  onTestFinished(() => warned.mockRestore())
  render(<Page />)
  const button = screen.getByRole('button', { name: 'Period' })
  act(() => button.focus())
  fireEvent.click(button)
  const line = await screen.findByRole('menuitem', { name: 'Other days', hidden: true })
  act(() => line.focus())
  fireEvent.click(line)
  await closedAgain()
  await waitFor(() => expect(document.activeElement).toBe(button))
})
