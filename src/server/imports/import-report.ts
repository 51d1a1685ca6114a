import type { ImportReport, Mapping } from '../../contract/imports.ts'
import type { DealTally } from '../../domain/imports/quality/deal-tally.ts'
import { dealWarnings } from '../../domain/imports/quality/deal-warnings.ts'
import { fileWarnings } from '../../domain/imports/quality/file-warnings.ts'
import type { Warning } from '../../domain/imports/quality/warning.ts'
import { adoptOnlyCurrency } from './base-currency/store.ts'
import { referenceWarnings, refusedRows, storedWarnings } from './findings/store.ts'
import type { ProfiledFile } from './profile-files.ts'
import { tallyOf, type Counts, type Run, type Tally } from './staging/store.ts'

type Rejected = ImportReport['rejected']

/** What came of an import whose rows are stored: counts by noun, rows refused, and what is worth looking at. */
export async function importReport(
  run: Run,
  { files, mapping, tally, unread }: { files: readonly ProfiledFile[]; mapping: Mapping; tally: DealTally; unread: Rejected },
): Promise<ImportReport> {
  const names = files.map(({ csv }) => csv.name)
  const rejected = [...unread, ...(await refused(run, names, mapping))]
  const adopted = await adoptOnlyCurrency(run)
  const warnings: Warning[] = [
    ...fileWarnings(
      files.map(({ csv, facts, profile }) => ({
        ...csv,
        rows: facts.rows,
        profile,
        mapping: mapping.files.find((one) => one.file === csv.name) as Mapping['files'][number],
      })),
    ),
    ...(await referenceWarnings(
      run,
      names,
      mapping,
      files.map(({ profile }) => profile),
    )),
    ...dealWarnings(tally, run.importedAt),
    ...(await storedWarnings(adopted === undefined ? run : { ...run, baseCurrency: adopted })),
    ...(adopted === undefined ? [] : [adoption(adopted)]),
  ]
  return counted(mapping, run.counts, rejected, warnings)
}

/** Rows that were read and then refused: for what they name, or because another row of the files stands for the same record. */
async function refused(run: Run, files: readonly string[], mapping: Mapping): Promise<Rejected> {
  return (await refusedRows(run)).map((row) => {
    const name = files[row.file] ?? ''
    const column = mapping.files.find(({ file }) => file === name)?.columns.find(({ target }) => target === row.target)?.column
    tallyOf(run.counts, row.noun).rejected += 1
    return { file: name, line: row.line, column: column ?? row.target, value: row.value, problem: row.problem }
  })
}

function adoption(currency: string): Warning {
  return {
    kind: 'base-currency',
    file: '',
    count: 1,
    example: `Every amount is in ${currency}, so ${currency} is now the currency of all sums`,
    advice: 'Set another under Settings, with its rates, if you report in another.',
  }
}

function counted(mapping: Mapping, counts: Counts, rejected: Rejected, warnings: readonly Warning[]): ImportReport {
  const pick = (of: (tally: Tally) => number) =>
    Object.fromEntries([...counts].filter(([, tally]) => tally.read > 0).map(([noun, tally]) => [noun, of(tally)]))
  return {
    recognised: mapping.recognised,
    read: pick((tally) => tally.read),
    // Rows that were written: new ones and changed ones. So read = stored + unchanged + rejected, noun by noun.
    stored: pick((tally) => tally.created + tally.changed),
    changed: pick((tally) => tally.changed),
    unchanged: pick((tally) => tally.unchanged),
    rejected,
    warnings: warnings.map((warning) => ({ ...warning })),
  }
}
