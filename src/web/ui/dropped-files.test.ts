import { expect, test } from 'vitest'
import { droppedFiles } from './dropped-files.ts'

const entry = (file: File) => ({ isFile: true, file: (done: (file: File) => void) => done(file) })

/** A folder as browsers list it: in parts, until an empty one. */
function folder(parts: readonly (readonly object[])[]) {
  return {
    isFile: false,
    createReader: () => ({
      parts: [...parts, []],
      readEntries(done: (part: readonly object[]) => void) {
        done(this.parts.shift() ?? [])
      },
    }),
  }
}

const drop = (entries: readonly object[], files: readonly File[] = []) =>
  ({ items: entries.map((one) => ({ webkitGetAsEntry: () => one })), files }) as unknown as DataTransfer

test('a dropped folder brings the files of all its folders, however many parts the browser lists it in', async () => {
  const named = (name: string) => new File(['x'], name)
  const inside = folder([[entry(named('Task.csv'))], [entry(named('Event.csv'))]])
  const files = await droppedFiles(drop([entry(named('Account.csv')), folder([[entry(named('Deal.csv')), inside]])]))
  expect(files.map((file) => file.name).sort()).toEqual(['Account.csv', 'Deal.csv', 'Event.csv', 'Task.csv'])
})

test('where a browser tells no entries the plain files are taken', async () => {
  const file = new File(['x'], 'Account.csv')
  expect(await droppedFiles(drop([], [file]))).toEqual([file])
})
