import { isBlank } from '../column-profile.ts'
import type { FileMapping } from '../import-mapping.ts'
import { stageMeaning, stageMeaningFrom } from '../stage-meaning.ts'
import type { Stage } from '../../opportunities/stage.ts'
import { epochMs, MS_PER_DAY } from '../../values/instant.ts'

export const OUTCOMES = ['open', 'won', 'lost'] as const
export type Outcome = (typeof OUTCOMES)[number]
export type PerOutcome = Record<Outcome, number>

/** What one column of the deals file shows of outcomes. */
export interface ColumnOutcomes {
  readonly column: string
  readonly target: string | null
  readonly blank: PerOutcome
  readonly filled: PerOutcome
  readonly zero: PerOutcome
  /** Rows by value and outcome, while the column has few values. */
  readonly values: Map<string, PerOutcome> | null
}

/** What one pass over the deals learns for the quality report. */
export interface DealTally {
  readonly files: string[]
  readonly columns: Map<string, ColumnOutcomes>
  readonly rows: PerOutcome
  /** Won and lost by the month of the quarter (0, 1, 2) in which the deal closed. */
  readonly closedInMonth: { won: number; lost: number }[]
  /** Days from creation to closing of closed deals, and creation of open ones. */
  readonly closedAges: number[]
  readonly openCreated: { id: string; ms: number }[]
  readonly closeBeforeCreated: string[]
  readonly closedWithoutDate: string[]
  readonly openWithoutAmount: string[]
  readonly withoutOwner: string[]
  readonly openPastClose: { id: string; on: string }[]
  readonly createdInFuture: { id: string; ms: number }[]
  readonly negativeAmounts: string[]
  readonly owners: Set<string>
  readonly outliers: { id: string; amount: number }[]
  /** The latest day that any deal speaks of and that has come: when the export was made, as far as it tells. */
  latestMs: number
  importedMs: number
  /** Gives the function that takes in each row of a file: its cells, and the record read from them. */
  watch(
    file: string,
    mapping: FileMapping,
    headers: readonly string[],
    fields: readonly string[],
  ): (cells: readonly string[], record: readonly (string | null)[]) => void
}

const FEW = 40

export function dealTally(importedMs: number): DealTally {
  const tally: DealTally = {
    files: [],
    columns: new Map(),
    rows: none(),
    closedInMonth: [0, 1, 2].map(() => ({ won: 0, lost: 0 })),
    closedAges: [],
    openCreated: [],
    closeBeforeCreated: [],
    closedWithoutDate: [],
    openWithoutAmount: [],
    withoutOwner: [],
    openPastClose: [],
    createdInFuture: [],
    negativeAmounts: [],
    owners: new Set(),
    outliers: [],
    latestMs: 0,
    importedMs,
    watch: (file, mapping, headers, fields) => watcher(tally, file, mapping, headers, fields),
  }
  return tally
}

function none(): PerOutcome {
  return { open: 0, won: 0, lost: 0 }
}

function watcher(tally: DealTally, file: string, mapping: FileMapping, headers: readonly string[], fields: readonly string[]) {
  tally.files.push(file)
  const slot = (field: string) => fields.indexOf(field)
  const at = {
    id: slot('id'),
    stage: slot('stage'),
    isClosed: slot('isClosed'),
    isWon: slot('isWon'),
    probability: slot('probability'),
    created: slot('createdAt'),
    modified: slot('modifiedAt'),
    close: slot('closeOn'),
    expected: slot('expectedCloseOn'),
    amount: slot('amount'),
    owner: slot('owner'),
    deleted: slot('deleted'),
  }
  const stageColumn = mapping.columns.find((column) => column.target === 'stage')?.column ?? ''
  const meanings = mapping.values[stageColumn] ?? {}
  const mapped = new Set(mapping.columns.map((column) => column.target))
  const columns = headers.map((column): ColumnOutcomes => {
    const target = mapping.columns.find((one) => one.column === column)?.target ?? null
    const known = tally.columns.get(column) ?? { column, target, blank: none(), filled: none(), zero: none(), values: new Map() }
    tally.columns.set(column, known)
    return known
  })
  const full = new Set<ColumnOutcomes>()

  return (cells: readonly string[], record: readonly (string | null)[]): void => {
    const of = (index: number) => record[index] ?? null
    if (of(at.deleted) === 'true') return
    const stage = of(at.stage)
    const outcome = outcomeOf(stage, meanings, of(at.isClosed), of(at.isWon), of(at.probability))
    const id = of(at.id) ?? `line ${tally.rows.open + tally.rows.won + tally.rows.lost + 2}`
    tally.rows[outcome] += 1
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i] as ColumnOutcomes
      const cell = (cells[i] ?? '').trim()
      if (isBlank(cell)) {
        column.blank[outcome] += 1
        continue
      }
      column.filled[outcome] += 1
      if (cell === '0' || cell === '0.0' || cell === '0.00') column.zero[outcome] += 1
      if (full.has(column) || column.values === null) continue
      let value = column.values.get(cell)
      if (!value) {
        if (column.values.size >= FEW) {
          full.add(column)
          column.values.clear()
          continue
        }
        value = none()
        column.values.set(cell, value)
      }
      value[outcome] += 1
    }
    dates(tally, {
      id,
      outcome,
      created: of(at.created),
      modified: of(at.modified),
      close: of(at.close) ?? (outcome === 'open' ? of(at.expected) : null),
      mapped,
    })
    const amount = of(at.amount)
    if (amount === null) {
      if (outcome === 'open' && mapped.has('amount')) tally.openWithoutAmount.push(id)
    } else if (Number(amount) < 0) tally.negativeAmounts.push(id)
    else if (outcome !== 'lost' && Number(amount) > 0) tally.outliers.push({ id, amount: Number(amount) })
    const owner = of(at.owner)
    if (owner !== null) tally.owners.add(owner)
    else if (mapped.has('owner')) tally.withoutOwner.push(id)
  }
}

export function outcomeOf(
  stage: string | null,
  meanings: Readonly<Record<string, string>>,
  isClosed: string | null,
  isWon: string | null,
  probability: string | null,
): Outcome {
  const given = stage === null ? undefined : (meanings[stage] as Stage | undefined)
  const flag = (text: string | null) => (text === null ? null : text === 'true')
  const meaning = isWon === null && isClosed === null ? (given ?? (stage === null ? undefined : stageMeaning(stage))) : undefined
  const resolved =
    meaning ??
    stageMeaningFrom({
      name: stage ?? '',
      isClosed: flag(isClosed),
      isWon: flag(isWon),
      probability: probability === null ? null : Number(probability),
    }).stage
  return resolved === 'closed_won' ? 'won' : resolved === 'closed_lost' ? 'lost' : 'open'
}

function dates(
  tally: DealTally,
  deal: {
    id: string
    outcome: Outcome
    created: string | null
    modified: string | null
    close: string | null
    mapped: ReadonlySet<string | null>
  },
): void {
  const created = deal.created === null ? null : epochMs(deal.created)
  const close = deal.close === null ? null : epochMs(deal.close)
  for (const ms of [created, deal.modified === null ? null : epochMs(deal.modified), deal.outcome === 'open' ? null : close])
    if (ms !== null && ms > tally.latestMs && ms <= tally.importedMs) tally.latestMs = ms
  if (created !== null) {
    tally.createdInFuture.push({ id: deal.id, ms: created })
    if (tally.createdInFuture.length > 4_000) tally.createdInFuture.sort((a, b) => b.ms - a.ms).splice(2_000)
    if (deal.outcome === 'open') tally.openCreated.push({ id: deal.id, ms: created })
  }
  if (deal.outcome === 'open') {
    if (deal.close !== null) tally.openPastClose.push({ id: deal.id, on: deal.close })
    return
  }
  if (close === null) {
    if (deal.mapped.has('closeOn') || deal.mapped.has('expectedCloseOn')) tally.closedWithoutDate.push(deal.id)
    return
  }
  const month = tally.closedInMonth[new Date(close).getUTCMonth() % 3]
  if (month) month[deal.outcome] += 1
  if (created !== null) {
    // A close date is a day, a creation often an instant of it.
    if (close + MS_PER_DAY <= created) tally.closeBeforeCreated.push(deal.id)
    else tally.closedAges.push(Math.max(0, Math.round((close - created) / MS_PER_DAY)))
  }
}
