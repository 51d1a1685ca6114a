import { join } from 'node:path'
import { Piscina } from 'piscina'
import type { CompanyLook } from './worlds/company-look.ts'
import { KINDS, SIZES, type JudgedCompany, type Kind, type Size } from './worlds/judged-company.ts'
import { verdict } from './worlds/targets.ts'
import { worldFigures, type WorldFigure } from './worlds/world-figures.ts'

export interface WorldsAsked {
  kinds?: readonly Kind[]
  sizes?: readonly Size[]
  seeds: number
  forTuning?: boolean
}

const THREADS = 2

/** Forecasts companies whose truth is known and prints how far every promise is kept. */
export async function evaluateWorlds({ kinds = KINDS, sizes = SIZES, seeds, forTuning }: WorldsAsked): Promise<void> {
  // Largest first, so that no thread is left with one at the end.
  const companies = sizes
    .toReversed()
    .flatMap((size) =>
      kinds.flatMap((kind) =>
        Array.from({ length: seeds }, (_, i): JudgedCompany => ({ kind, size, seed: i + 1, ...(forTuning && { forTuning }) })),
      ),
    )
  const threads = new Piscina({ filename: join(import.meta.dirname, 'worlds', 'worker.ts'), maxThreads: THREADS })
  const asked = companies.map((company) => ({ company, look: lookOf(threads, company) }))
  // Each table as soon as its companies are done: a run of hours that is ended early has told what it knows.
  for (const size of sizes.toReversed())
    for (const kind of kinds) {
      const own = asked.filter(({ company }) => company.kind === kind && company.size === size)
      const looks = await Promise.all(own.map(({ look }) => look))
      print(`${kind} ${size}, ${seeds} seed${seeds === 1 ? '' : 's'}`, worldFigures(looks, size))
    }
  await threads.destroy()
}

async function lookOf(threads: Piscina, company: JudgedCompany): Promise<CompanyLook> {
  const look: CompanyLook = await threads.run(company)
  process.stderr.write(`  ${company.kind} ${company.size} ${company.seed}: ${look.cpuSeconds.toFixed(0)} s of CPU\n`)
  return look
}

function print(title: string, figures: readonly WorldFigure[]): void {
  console.log(`${title}\n`)
  const number = (value: number | null, digits: number): string =>
    value === null || Number.isNaN(value) ? '' : value.toFixed(digits).replace(/^(-?)0\./, '$1.')
  const rows = figures.map(({ question, ours, naive, oracle, target, skill, digits, note }) => {
    const { atLeast, atMost } = target ?? {}
    const asked = [
      atLeast === undefined ? '' : `≥ ${number(atLeast, digits)}`,
      atMost === undefined ? '' : `≤ ${number(atMost, digits)}`,
    ]
    return [
      question,
      number(ours.value, digits),
      Number.isNaN(ours.error) ? '' : `± ${number(ours.error, digits)}`,
      number(naive, digits),
      target?.published ?? '',
      number(oracle, digits),
      skill === null ? '' : `${Math.round(100 * skill)} %`,
      asked.join(' '),
      target ? verdict(ours, target) : '',
      note,
    ]
  })
  const all = [['question', 'ours', 'error', 'naive', 'method', 'oracle', 'gap', 'target', '', ''], ...rows]
  const widths = all[0]!.map((_, column) => (column === 9 ? 0 : Math.max(...all.map((row) => row[column]!.length))))
  for (const row of all) console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')}`.trimEnd())
  console.log()
}
