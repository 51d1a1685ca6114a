import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, expect, test } from 'vitest'
import { makeLoadExport } from './load-export.ts'

const folder = mkdtempSync(join(tmpdir(), 'load-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('an export for load tests has the deals and about the activities asked for, and its lines belong to its deals', () => {
  const files = makeLoadExport({ deals: 2_000, activities: 20_000, seed: 1, end: '2026-11-21' }, folder)
  expect(files['Opportunity.csv']).toBe(2_000)
  const activities = (files['Task.csv'] ?? 0) + (files['Event.csv'] ?? 0) + (files['EmailMessage.csv'] ?? 0)
  expect(Math.abs(activities / 20_000 - 1)).toBeLessThan(0.06)
  const read = (file: string): Record<string, string>[] => parse(readFileSync(join(folder, file), 'utf8'), { columns: true })
  const ids = new Set(read('Opportunity.csv').map((deal) => deal['Id']))
  const history = read('OpportunityHistory.csv')
  expect(history).toHaveLength(files['OpportunityHistory.csv'] ?? 0)
  expect(history.filter((row) => !ids.has(row['OpportunityId']))).toEqual([])
})
