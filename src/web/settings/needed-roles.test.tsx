import { MantineProvider } from '@mantine/core'
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { Settings } from '../../domain/settings/settings.ts'
import type { RoleRule } from '../../domain/settings/threading-settings.ts'
import { NeededRoles } from './needed-roles.tsx'

const usual = Settings.parse({})
const rules = usual.threading.requiredRoles
afterEach(cleanup)

const onChange = vi.fn<(rules: RoleRule[], text: string) => Promise<unknown>>()

function shown(now = usual, looks: 'changes' | 'looks' = 'changes') {
  onChange.mockReset().mockResolvedValue(undefined)
  render(
    <MantineProvider>
      <NeededRoles now={now} usual={usual} {...(looks === 'changes' ? { onChange } : {})} />
    </MantineProvider>,
  )
}

test('a rule that is not needed is taken out, and what was done is said', async () => {
  shown()
  fireEvent.click(screen.getByRole('button', { name: 'Remove Legal' }))
  await waitFor(() => expect(onChange).toHaveBeenCalledOnce())
  const [left, text] = onChange.mock.calls[0]!
  expect(left).toEqual(rules.filter(({ anyOf }) => !anyOf.includes('legal')))
  expect(text).toBe('Legal is not needed any more: Enterprise, from negotiation. High risk where nobody has it')
})

test('a role is added for a segment, from a stage and an amount on', async () => {
  shown()
  fireEvent.click(screen.getByRole('button', { name: 'Add a role' }))
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.click(dialog.getByLabelText('Decision maker'))
  fireEvent.click(dialog.getByLabelText('Small business'))
  fireEvent.click(dialog.getByLabelText('Critical where nobody has it'))
  fireEvent.change(dialog.getByLabelText('From amount'), { target: { value: '100k' } })
  fireEvent.click(dialog.getByRole('button', { name: 'Add' }))
  await waitFor(() => expect(onChange).toHaveBeenCalledOnce())
  expect(onChange.mock.calls[0]![0].at(-1)).toEqual({
    anyOf: ['decision-maker'],
    critical: true,
    segments: ['enterprise', 'mid-market'],
    fromStage: 'discovery',
    fromAmountMinor: 10_000_000,
  })
})

test('other rules than the usual ones have one way back, and whoever only looks has none', async () => {
  const now = { ...usual, threading: { ...usual.threading, requiredRoles: rules.slice(1) } }
  shown(now)
  fireEvent.click(screen.getByRole('button', { name: 'Reset All of them' }))
  await waitFor(() => expect(onChange.mock.calls[0]![0]).toEqual(rules))
  cleanup()
  shown(now, 'looks')
  expect(screen.queryByRole('button')).toBeNull()
  expect(screen.getByText(`Usually ${rules.length} rules`)).toBeTruthy()
})
