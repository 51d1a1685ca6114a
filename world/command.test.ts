import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runWorldCommand } from './command.ts'

const folder = mkdtempSync(join(tmpdir(), 'world-'))
let said = ''
let complained = ''

beforeEach(() => {
  said = ''
  complained = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((said += String(text)), true))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((complained += String(text)), true))
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

const small = ['--deals', '60', '--years', '1', '--sellers', '4', '--teams', '2']

test('the export goes into one folder and the truth beside it, up to the day before today', async () => {
  const out = join(folder, 'export')
  expect(await runWorldCommand([...small, '--out', out, '--json'], new Date('2026-11-21T09:00:00Z'))).toBe(0)
  expect(readdirSync(out)).toHaveLength(17)
  expect(readdirSync(out)).not.toContain('truth.json')
  expect(JSON.parse(said)).toMatchObject({ truth: join(`${out}-truth`, 'truth.json'), files: { 'Opportunity.csv': 60 } })
  expect(JSON.parse(readFileSync(join(`${out}-truth`, 'truth.json'), 'utf8'))).toMatchObject({ settings: { end: '2026-11-21' } })
})

test('the truth may not lie inside the export', async () => {
  const out = join(folder, 'export')
  expect(await runWorldCommand([...small, '--out', out, '--truth', join(out, 'truth.json')])).toBe(1)
  expect(complained).toBe('The truth must lie outside the export folder.\n')
  expect(existsSync(out)).toBe(false)
})

test('wrong use answers 2 and says how it is meant', async () => {
  expect(await runWorldCommand(['--dealz', '3'])).toBe(2)
  expect(await runWorldCommand(['--deals', 'many'])).toBe(2)
  expect(complained).toContain('--deals wants a whole number, not "many".')
  expect(complained).toContain('Usage: quarterdeck world')
})

test('settings that make no company answer 1 with the reason', async () => {
  expect(await runWorldCommand(['--teams', '9', '--sellers', '3', '--out', join(folder, 'export')])).toBe(1)
  expect(complained).toContain('at least one per team')
})

test('help is not an error', async () => {
  expect(await runWorldCommand(['--help'])).toBe(0)
  expect(said).toContain('--seed')
})
