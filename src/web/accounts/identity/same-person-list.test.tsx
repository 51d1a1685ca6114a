import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { Problem } from '../../../contract/problem.ts'
import { api } from '../../app/api.ts'
import { sessionQuery } from '../../app/session.ts'
import { sessionWith } from '../../app/test-page.tsx'
import { UndoProvider } from '../../app/undo.tsx'
import { ToastProvider } from '../../ui/toast.tsx'
import type { Candidate } from './identity-queries.ts'
import { SamePersonList } from './same-person-list.tsx'

vi.mock('../../app/api.ts', () => ({
  api: {
    identity: {
      candidates: vi.fn<typeof api.identity.candidates>(),
      merge: vi.fn<typeof api.identity.merge>(),
      unmerge: vi.fn<typeof api.identity.unmerge>(),
      keepApart: vi.fn<typeof api.identity.keepApart>(),
    },
  },
}))

const candidates = vi.mocked(api.identity.candidates)
const person = (id: string, name: string) =>
  ({
    id,
    name,
    title: 'CFO',
    mailbox: null,
    phone: null,
    account: null,
    lastActivityAt: null,
    doNotContact: false,
  }) as unknown as Candidate['keep']
const keep = person('0f9619ff-8b86-4d01-b42d-00c04fc964ff', 'Marta Kowalczyk')
const other = person('1f9619ff-8b86-4d01-b42d-00c04fc964ff', 'M. Kowalczyk')
const pair: Candidate = {
  keep,
  other,
  certainty: 'probable',
  weight: 4,
  reasons: [
    { text: 'Same surname and initial', weight: 3 },
    { text: 'Other telephone', weight: -1 },
  ],
}
const counts = { certain: 0, probable: 1, possible: 0 }

afterEach(() => {
  cleanup()
  vi.clearAllMocks()
})

function shown(rights: readonly string[]) {
  candidates.mockResolvedValue({ total: 1, counts, items: [pair] })
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  queries.setQueryData(sessionQuery.queryKey, sessionWith(rights))
  render(
    <QueryClientProvider client={queries}>
      <ToastProvider>
        <UndoProvider>
          <SamePersonList />
        </UndoProvider>
      </ToastProvider>
    </QueryClientProvider>,
  )
  return screen.findByRole('listitem', { name: 'Marta Kowalczyk and M. Kowalczyk' })
}

test('two records stand beside each other with what speaks for and against, are merged, and are two again with undo', async () => {
  const row = await shown(['people:read', 'accounts:write'])
  expect(row.textContent).toContain('For Same surname and initial')
  expect(row.textContent).toContain('Against Other telephone')
  candidates.mockResolvedValue({ total: 0, counts: { ...counts, probable: 0 }, items: [] })
  fireEvent.click(within(row).getByRole('button', { name: 'Merge M. Kowalczyk into Marta Kowalczyk' }))
  await screen.findByText('No two records look like one person')
  expect(api.identity.merge).toHaveBeenCalledWith({ contact: other.id, into: keep.id })
  candidates.mockResolvedValue({ total: 1, counts, items: [pair] })
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  await screen.findByRole('listitem', { name: 'Marta Kowalczyk and M. Kowalczyk' })
  expect(api.identity.unmerge).toHaveBeenCalledWith({ contact: other.id })
})

test('a refusal is said at the pair, which can be decided on again', async () => {
  const row = await shown(['people:read', 'accounts:write'])
  vi.mocked(api.identity.keepApart).mockRejectedValue(new Problem('not-allowed-now', 'They were merged meanwhile.'))
  const button = within(row).getByRole('button', { name: 'Keep apart: Marta Kowalczyk and M. Kowalczyk' })
  fireEvent.click(button)
  expect((await within(row).findByRole('alert')).textContent).toContain('They were merged meanwhile.')
  expect(button.getAttribute('aria-disabled')).toBeNull()
})

test('who may only read is not asked to decide', async () => {
  const row = await shown(['people:read'])
  expect(within(row).queryAllByRole('button')).toEqual([])
})
