import type { Figure } from './figure.ts'
import { importedCompany, importFiles, type Say, type Size } from './imported-company.ts'
import type { Finished } from './program.ts'

export const LARGE: Size = { deals: 100_000, activities: 1_000_000 }

/** The command `quarterdeck import` on a large export, into an empty data folder and once more. */
export async function measureImport(say: Say): Promise<Figure[]> {
  const { files, data, rows, imported, reused } = await importedCompany(LARGE, say)
  if (reused)
    throw new Error('The company was imported by an earlier run: unset QUARTERDECK_BENCH_COMPANIES to measure its import.')
  say('importing the same files again')
  const again = await importFiles(files, data)
  const total = Object.values(rows).reduce((sum, count) => sum + count, 0)
  const activities = imported.report.read['activities'] ?? 0
  const on = `${total.toLocaleString('en')} rows: ${rows['Opportunity.csv']?.toLocaleString('en')} deals, ${activities.toLocaleString('en')} activities; start of the database included`
  const altered = sum(again.report.stored)
  return [
    { name: 'import with history', unit: 's', budget: 90, measured: imported.seconds, on: `${on}; ${longest(imported)}` },
    {
      name: 'memory of the import at its peak',
      unit: 'MB',
      budget: 1_000,
      measured: imported.peakMegabytes,
      on: 'the command with its threads, without the database',
    },
    { name: 'rows rejected', unit: 'rows', budget: 0, measured: imported.report.rejected.length, on },
    { name: 'import of the same files again', unit: 's', budget: null, measured: again.seconds, on: longest(again) },
    {
      name: 'memory of it at its peak',
      unit: 'MB',
      budget: 1_000,
      measured: again.peakMegabytes,
      on: 'the command with its threads, without the database',
    },
    {
      name: 'rows stored by it',
      unit: 'rows',
      budget: 0,
      measured: altered,
      on: `${sum(again.report.unchanged).toLocaleString('en')} rows unchanged`,
    },
  ]
}

function longest({ steps, processorSeconds }: Finished): string {
  const most = steps.toSorted((a, b) => b.seconds - a.seconds).slice(0, 5)
  const told = most.map(({ step, seconds }) => `${step} ${seconds.toFixed(0)} s`).join(', ')
  return `processor ${processorSeconds.toFixed(0)} s; ${told}`
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((all, count) => all + count, 0)
}
