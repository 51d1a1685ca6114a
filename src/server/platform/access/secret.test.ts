import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { loadSecret } from './secret.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'secret-'))
})

test('the first start makes a secret for its owner alone, and every later start uses it', async () => {
  const first = await loadSecret(folder)
  expect(first).toHaveLength(64)
  expect((await stat(join(folder, 'secret'))).mode & 0o777).toBe(0o600)
  expect(await loadSecret(folder)).toBe(first)
  expect(await readFile(join(folder, 'secret'), 'utf8')).toBe(`${first}\n`)
})

test.each([
  ['empty', ''],
  ['short', 'kJ8s0aQ'],
  ['one character repeated', 'a'.repeat(64)],
  ['the one that ships with the library', 'better-auth-secret-123456789-and-more'],
  ['a placeholder', 'please-change-me-please-change-me-0123'],
])('a secret that is %s is refused, in the folder and in the environment', async (_what, secret) => {
  await writeFile(join(folder, 'secret'), secret)
  await expect(loadSecret(folder)).rejects.toThrow(/secret in .*Use a/)
  await expect(loadSecret(folder, secret)).rejects.toThrow('QUARTERDECK_SECRET')
})
