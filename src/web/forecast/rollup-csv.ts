import { csvOf } from '../../domain/values/csv.ts'
import { minorDigits, type Amount } from '../ui/money-text.ts'
import type { Board } from './forecast-search.ts'
import { saveCsv } from '../ui/save-csv.ts'

const HEAD = [
  'Row',
  'Kind',
  'Under',
  'Lead',
  'Currency',
  'Quota',
  'Closed',
  'Commit',
  'Best case',
  'Pipeline',
  'Open deals',
  'p10',
  'p50',
  'p90',
  'Gap',
  'Chance of quota',
] as const

/** The rollup as CSV, every row with what it is under; amounts in whole units of the currency, names safe to open in a spreadsheet. */
export function rollupCsv({ rollup }: Pick<Board, 'rollup'>): string {
  const names = new Map(rollup.map((row) => [row.key, row.name]))
  return csvOf(
    HEAD,
    rollup.map((row) => [
      row.name,
      row.kind,
      row.parent === null ? null : (names.get(row.parent) ?? null),
      row.lead,
      row.won.currency,
      units(row.quota),
      units(row.won),
      units(row.commit),
      units(row.bestCase),
      units(row.pipeline),
      row.openDeals,
      units(row.p10),
      units(row.p50),
      units(row.p90),
      row.quota === null ? null : units({ ...row.p50, minor: row.p50.minor - row.quota.minor }),
      row.chanceOfQuota,
    ]),
  )
}

/** Has the browser save the rollup. Gives the file's name: 'forecast-2026-Q4-as-of-2026-11-21.csv'. */
export function saveRollup(board: Board): string {
  const { period, asOf } = board.projection
  const name = `forecast-${period.name}-as-of-${asOf}.csv`
  saveCsv(name, rollupCsv(board))
  return name
}

function units(amount: Amount | null): number | null {
  return amount === null ? null : amount.minor / 10 ** minorDigits(amount.currency)
}
