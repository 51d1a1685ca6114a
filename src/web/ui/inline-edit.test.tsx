import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { InGrid } from './grid-cell.ts'
import { InlineEdit, SAVED_MS } from './inline-edit.tsx'

afterEach(cleanup)

function amountCell(onSave: (value: string | number | null) => Promise<unknown>) {
  render(
    <InGrid value={true}>
      <table>
        <tbody>
          {['Halden Bank', 'Corvus Freight'].map((name) => (
            <tr key={name}>
              <td data-column="amount">
                <InlineEdit
                  label={`Amount of ${name}`}
                  edit={{ kind: 'money', value: 41_200_000, currency: 'USD' }}
                  onSave={onSave}
                >
                  $412K
                </InlineEdit>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </InGrid>,
  )
  return screen.getByRole('button', { name: /Halden Bank/ })
}

function type(text: string) {
  const field = screen.getByRole('textbox')
  fireEvent.change(field, { target: { value: text } })
  return field
}

test('Enter saves an amount in minor units, moves to the cell below, and shows a check for two seconds', async () => {
  vi.useFakeTimers()
  try {
    const onSave = vi.fn<(value: string | number | null) => Promise<undefined>>(async () => undefined)
    fireEvent.click(amountCell(onSave), { detail: 0 })
    fireEvent.keyDown(type('385k'), { key: 'Enter' })
    expect(onSave).toHaveBeenCalledExactlyOnceWith(38_500_000)
    await act(() => vi.advanceTimersByTimeAsync(100))
    expect(document.activeElement).toBe(screen.getByRole('button', { name: /Corvus Freight/ }))
    expect(screen.getByRole('img', { name: 'Saved' })).toBeTruthy()
    await act(() => vi.advanceTimersByTimeAsync(SAVED_MS))
    expect(screen.queryByRole('img', { name: 'Saved' })).toBeNull()
  } finally {
    vi.useRealTimers()
  }
})

test('a refused value goes back to what it was, with the reason beside it', async () => {
  const cell = amountCell(async () => {
    throw new Error('Over $1M needs the deal desk')
  })
  fireEvent.keyDown(cell, { key: 'F2' })
  fireEvent.keyDown(type('2m'), { key: 'Enter' })
  expect((await screen.findByRole('alert')).textContent).toBe('Over $1M needs the deal desk')
  expect(screen.getByRole('button', { name: /Halden Bank/ }).textContent).toContain('$412K')
})

test('Esc reverts, and an unchanged value is not sent', () => {
  const onSave = vi.fn<(value: string | number | null) => Promise<undefined>>(async () => undefined)
  const cell = amountCell(onSave)
  fireEvent.doubleClick(cell)
  fireEvent.keyDown(type('1'), { key: 'Escape' })
  fireEvent.doubleClick(screen.getByRole('button', { name: /Halden Bank/ }))
  fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Enter' })
  expect(onSave).not.toHaveBeenCalled()
})

test('what cannot be read keeps the field open, so that nothing typed is lost', () => {
  const onSave = vi.fn<(value: string | number | null) => Promise<undefined>>(async () => undefined)
  fireEvent.doubleClick(amountCell(onSave))
  fireEvent.keyDown(type('a lot'), { key: 'Enter' })
  expect(screen.getByRole('alert').textContent).toMatch(/Write an amount/)
  expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('a lot')
  expect(onSave).not.toHaveBeenCalled()
})

test('in a grid one click of the mouse only focuses; it does not open a field', () => {
  fireEvent.click(
    amountCell(async () => undefined),
    { detail: 1 },
  )
  expect(screen.queryByRole('textbox')).toBeNull()
})

test('a value that stands alone is edited with one click', () => {
  render(
    <InlineEdit label="City of Halden Bank" edit={{ kind: 'text', value: 'Boston' }} onSave={async () => undefined}>
      Boston
    </InlineEdit>,
  )
  fireEvent.click(screen.getByRole('button', { name: /City of Halden Bank/ }), { detail: 1 })
  expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('Boston')
})
