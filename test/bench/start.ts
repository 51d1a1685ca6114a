import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Figure } from './figure.ts'
import { importedCompany, type Say, type Size } from './imported-company.ts'
import { serveProgram } from './program.ts'

const COMPANY: Size = { deals: 10_000, activities: 100_000 }
const BUDGET_S = 5
const STARTS = 3

/** From `npm start` until the pages are served, where everything is installed, built and filled already. */
export async function measureStart(say: Say): Promise<Figure[]> {
  const demo = await mkdtemp(join(tmpdir(), 'quarterdeck-bench-start-'))
  try {
    say('the first start of the demo')
    const first = await secondsToStart(demo)
    const again = await startsOf(demo, say)
    const { data } = await importedCompany(COMPANY, say)
    say('the first start with an imported company')
    await secondsToStart(data)
    const large = await startsOf(data, say)
    return [
      { name: 'first start of the demo', unit: 's', budget: null, measured: first, on: 'it is filled meanwhile' },
      figureOf('the demo', again),
      figureOf(`a company of ${COMPANY.deals.toLocaleString('en')} deals`, large),
    ]
  } finally {
    await rm(demo, { recursive: true, force: true })
  }
}

function figureOf(what: string, starts: readonly number[]): Figure {
  const on = `slowest of ${starts.length}: ${starts.map((seconds) => seconds.toFixed(2)).join(', ')} s`
  return { name: `later start with ${what}`, unit: 's', budget: BUDGET_S, measured: Math.max(...starts), on }
}

async function startsOf(data: string, say: Say): Promise<number[]> {
  say('the same again')
  const starts: number[] = []
  for (let start = 0; start < STARTS; start++) starts.push(await secondsToStart(data))
  return starts
}

async function secondsToStart(data: string): Promise<number> {
  const started = performance.now()
  const server = await serveProgram(data, {}, [], 'npm')
  const seconds = (performance.now() - started) / 1_000
  await server.stop()
  return seconds
}
