import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { EVENT_TYPES } from '../../src/domain/journal/event-type.ts'
import { jobs } from '../../src/server/all-jobs.ts'

const SERVER = join(import.meta.dirname, '../../src/server')
const nouns = new Set(Object.keys(EVENT_TYPES).map((type) => type.slice(0, type.indexOf('.'))))

/** Background work is named the same way. */
const work = new Set(jobs.map((job) => job.name))

/** What the server's own code spells like a kind of change: emitted by operations, or written by the importer's statements. */
const spelled = new Set(
  globSync('**/*.ts', { cwd: SERVER, exclude: (file) => file.endsWith('.test.ts') }).flatMap((file) =>
    [...readFileSync(join(SERVER, file), 'utf8').matchAll(/'([a-z-]+)\.([a-z]+(?:-[a-z]+)*)'/g)]
      .filter(([, noun]) => nouns.has(noun ?? ''))
      .map(([, noun, change]) => `${noun}.${change}`),
  ),
)

test('no statement writes a kind of change that the vocabulary does not name', () => {
  expect([...spelled].filter((type) => !(type in EVENT_TYPES) && !work.has(type))).toEqual([])
})

test('the vocabulary names no kind of change that is never written', () => {
  expect(Object.keys(EVENT_TYPES).filter((type) => !spelled.has(type))).toEqual([])
})
