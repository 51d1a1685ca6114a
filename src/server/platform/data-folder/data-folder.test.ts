import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDataFolder } from './data-folder.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'data-folder-'))
})
afterAll(() => rm(root, { recursive: true }))

test('a folder is made with those above it, for its owner alone, and one that is there is taken as it is', async () => {
  const folder = join(root, 'a year', 'data')
  await createDataFolder(folder)
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  await createDataFolder(folder)
})

test('a file in the way is named, at the place or above it', async () => {
  const file = join(root, 'notes.txt')
  await writeFile(file, 'notes')
  await expect(createDataFolder(file)).rejects.toThrow(`${file} is not a folder; give --data another one.`)
  await expect(createDataFolder(join(file, 'data'))).rejects.toThrow('is not a folder')
})

test.runIf(process.platform === 'linux')('where no folder can be made, that is said instead of trying for ever', async () => {
  // What is refused to an ordinary user cannot be done by root either.
  await expect(createDataFolder('/proc/nowhere/data')).rejects.toThrow(
    /(No folder can be made at|The data folder) \/proc\/nowhere\/data/,
  )
})
