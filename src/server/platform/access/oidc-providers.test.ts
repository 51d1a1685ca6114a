import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { readOidcProviders } from './oidc-providers.ts'

const CORP = { id: 'corp', domain: 'example.test', issuer: 'https://login.example.test', clientId: 'q', clientSecret: 's' }
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'providers-'))
})

const written = (value: unknown) =>
  writeFile(join(folder, 'sign-in.json'), typeof value === 'string' ? value : JSON.stringify(value))

test('there are none until somebody writes them down', async () => {
  expect(await readOidcProviders(folder)).toEqual([])
  await written([CORP])
  expect(await readOidcProviders(folder)).toEqual([CORP])
})

test.each([
  ['no JSON', '[', 'not JSON'],
  ['an issuer that anybody on the way could play', [{ ...CORP, issuer: 'http://login.example.test' }], 'issuer'],
  ['a field that is not known', [{ ...CORP, trustEverybody: true }], 'trustEverybody'],
])('%s stops the start with what is wrong', async (_what, value, said) => {
  await written(value)
  await expect(readOidcProviders(folder)).rejects.toThrow(said)
})
