import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Figure } from './figure.ts'

const WEB = resolve(import.meta.dirname, '..', '..', 'dist', 'web')

/** What the built files weigh when packed, of those that a browser asked for until the sign-in could be filled in. */
export function shellWeight(urls: readonly string[]): Figure[] {
  const files = [...new Set(urls.map((url) => new URL(url).pathname))].filter((path) => path.startsWith('/assets/'))
  const weight = (ending: RegExp) =>
    files
      .filter((path) => ending.test(path))
      .reduce((sum, path) => sum + gzipSync(readFileSync(join(WEB, path)), { level: 9 }).length, 0) / 1_000
  return [
    {
      name: 'shell, JavaScript packed',
      unit: 'kB',
      budget: 130,
      measured: weight(/\.js$/),
      on: `${files.filter((path) => path.endsWith('.js')).length} files that the sign-in page asked for`,
    },
    {
      name: 'shell, style sheets packed',
      unit: 'kB',
      budget: null,
      measured: weight(/\.css$/),
      on: `${files.filter((path) => path.endsWith('.css')).length} files`,
    },
  ]
}
