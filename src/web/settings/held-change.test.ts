import { QueryClient } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'
import type { Undoable } from '../app/undo.tsx'
import { heldChange, type HeldChange } from './held-change.ts'

interface Held {
  readonly days: number
}

function company() {
  const queries = new QueryClient()
  queries.setQueryData(['settings', 'get'], { days: 30 })
  const undos: Undoable[] = []
  const said: string[] = []
  const change = heldChange(
    queries,
    (done) => undos.push(done),
    (message) => said.push(message.text),
  )
  const days = () => queries.getQueryData<Held>(['settings', 'get'])?.days
  const put = (value: number) => (): Held => ({ days: value })
  return { queries, change, undos, said, days, put }
}

test('the new value is on screen before the server has answered, and undo puts the old one back on both', async () => {
  const { change, undos, days, put } = company()
  let answer = () => {}
  const save = vi.fn<() => Promise<void>>(() => new Promise((done) => (answer = done)))
  const back = vi.fn<() => Promise<void>>(async () => undefined)
  const made = change<Held>({
    key: ['settings', 'get'],
    text: 'Window set to 45 days',
    go: { put: put(45), save },
    back: { put: put(30), save: back },
  })
  await vi.waitFor(() => expect(save).toHaveBeenCalledOnce())
  expect(days()).toBe(45)
  answer()
  await made
  expect(undos.map((undo) => undo.text)).toEqual(['Window set to 45 days'])
  await undos[0]?.undo()
  expect(back).toHaveBeenCalledOnce()
  expect(days()).toBe(30)
})

test('a refusal brings the old value back and its reason to whoever asked; there is nothing to undo', async () => {
  const { change, undos, said, days, put } = company()
  const refused: HeldChange<Held> = {
    key: ['settings', 'get'],
    text: 'Window set to 45 days',
    go: { put: put(45), save: () => Promise.reject(new Error('There are rates against it.')) },
    back: { put: put(30), save: async () => undefined },
  }
  await expect(change(refused)).rejects.toThrow('There are rates against it.')
  expect(days()).toBe(30)
  expect([undos, said]).toEqual([[], []])
})

test('where there is no way back the change is said without an offer to undo it', async () => {
  const { change, undos, said, put } = company()
  await change<Held>({ key: ['settings', 'get'], text: 'Team created', go: { put: put(31), save: async () => undefined } })
  expect([undos, said]).toEqual([[], ['Team created']])
})
