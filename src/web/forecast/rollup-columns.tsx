import type { ReactNode } from 'react'
import { paths } from '../app/paths.ts'
import { chanceText } from '../deals/deal-words.ts'
import { AiMark } from '../ui/ai-mark.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Delta } from '../ui/delta.tsx'
import { moneyText, type Amount } from '../ui/money-text.ts'
import { AttainmentBar } from '../ui/range-bar.tsx'
import type { Column } from '../ui/table/column.ts'
import { paramOf, PARTS_BY, type Board, type Changes, type ForecastSearch, type Pane, type RollupRow } from './forecast-search.ts'
import { daysText, minus, rangeText } from './forecast-words.ts'
import { missingQuotaText } from './quota-words.ts'

/** Columns of the rollup. Low priorities drop first when the table is narrow; numbers are never cut. */
export function rollupColumns(
  search: ForecastSearch,
  board: Board,
  changes: Changes | undefined,
  open: (row: RollupRow, pane?: Pane) => void,
): Column<RollupRow>[] {
  const period = board.projection.asOf > board.projection.period.end ? 'over' : 'running'
  const missing = <Missing why={missingQuotaText(board)} />
  const header = HEADERS[search.group ?? 'team']
  const columns: Column<RollupRow>[] = [
    {
      id: 'name',
      header,
      value: (row) => row.name,
      cell: (row) => <Name row={row} search={search} />,
      width: 186,
      grow: 1,
      priority: 1,
    },
    {
      id: 'quota',
      header: 'Quota',
      value: (row) => row.quota?.minor ?? null,
      cell: (row) => (row.quota === null ? missing : moneyText(row.quota)),
      align: 'end',
      width: 70,
      priority: 3,
    },
    counted('closed', 'Closed', (row) => row.won, 2, 'closed', open),
    counted('commit', 'Commit', (row) => row.commit, 3, 'commit', open),
    counted('best', 'Best case', (row) => row.bestCase, 3, 'best_case', open),
    {
      id: 'attainment',
      header: 'Attainment',
      value: () => null,
      cell: (row) => <Attainment row={row} missing={missing} />,
      width: 100,
      priority: 2,
    },
    {
      id: 'p50',
      header: 'p50',
      head: (
        <span className="ai-text">
          <AiMark /> p50
        </span>
      ),
      value: (row) => row.p50.minor,
      cell: (row) => (
        <button type="button" className="cell-figure p50 ai-text" data-cell tabIndex={-1} onClick={() => open(row)}>
          <span className="unseen">Deals behind the p50 of {row.name}: </span>
          {moneyText(row.p50)}
        </button>
      ),
      align: 'end',
      width: 74,
      priority: 1,
    },
    {
      id: 'range',
      header: 'p10 – p90',
      head: <span className="ai-text">p10 – p90</span>,
      value: () => null,
      cell: (row) => rangeText(row),
      align: 'end',
      width: 136,
      priority: 4,
    },
    {
      id: 'gap',
      header: 'Gap, p50',
      value: () => null,
      cell: (row) => <Gap row={row} missing={missing} />,
      align: 'end',
      width: 78,
      priority: 3,
    },
    {
      id: 'change',
      header: changes ? daysText(changes.since, changes.asOf) : '7 days',
      head: <span title="Change of the p50">{changes ? daysText(changes.since, changes.asOf) : '7 days'}</span>,
      value: (row) => changeOf(row, changes)?.minor ?? null,
      cell: (row) => <Change row={row} changes={changes} open={open} />,
      align: 'end',
      width: 82,
      priority: 2,
    },
    {
      id: 'chance',
      header: 'Chance',
      head: <span title="Chance to reach quota in the period">Chance</span>,
      value: (row) => row.chanceOfQuota,
      cell: (row) => <Chance row={row} period={period} missing={missing} />,
      align: 'end',
      width: 76,
      priority: 1,
    },
  ]
  // Quotas are for teams and people, and so is the day before.
  if (PARTS_BY.some((trait) => trait === search.group))
    return columns.filter(({ id }) => id !== 'change' && !OF_QUOTA.includes(id))
  // Columns without a single figure would only take the room of others.
  return board.rollup.some(({ quota }) => quota !== null) ? columns : columns.filter(({ id }) => !OF_QUOTA.includes(id))
}

const HEADERS = {
  team: 'Team',
  rep: 'Rep',
  segment: 'Segment',
  territory: 'Territory',
  product: 'Product',
  kind: 'Kind',
} as const
const OF_QUOTA = ['quota', 'attainment', 'gap', 'chance']

/** A figure that is a sum of deals: a press shows which. */
function counted(
  id: string,
  header: string,
  of: (row: RollupRow) => Amount,
  priority: 2 | 3,
  pane: Pane,
  open: (row: RollupRow, pane?: Pane) => void,
): Column<RollupRow> {
  return {
    id,
    header,
    value: (row) => of(row).minor,
    cell: (row) => (
      <button type="button" className="cell-figure" data-cell tabIndex={-1} onClick={() => open(row, pane)}>
        <span className="unseen">
          Deals behind {header.toLowerCase()} of {row.name}:{' '}
        </span>
        {moneyText(of(row))}
      </button>
    ),
    align: 'end',
    width: id === 'best' ? 76 : 70,
    priority,
  }
}

function Missing({ why }: { why: string }) {
  return (
    <span title={why}>
      <span aria-hidden="true">–</span>
      <span className="unseen">{why}</span>
    </span>
  )
}

/** The name leads to the page of that part alone. */
function Name({ row, search }: { row: RollupRow; search: ForecastSearch }) {
  const narrows = row.kind === 'team' || row.kind === 'person'
  const name = narrows ? (
    <a
      className="rollup-link"
      href={paths.forecast({ ...search, node: paramOf(row.key), open: undefined, cell: undefined })}
      data-cell
      tabIndex={-1}
    >
      {row.name}
    </a>
  ) : (
    <span className="rollup-link">{row.name}</span>
  )
  return (
    <>
      {row.kind === 'person' ? <Avatar name={row.name} /> : null}
      {name}
      {row.lead ? <span className="rollup-lead">{row.lead}</span> : null}
    </>
  )
}

function Attainment({ row, missing }: { row: RollupRow; missing: ReactNode }): ReactNode {
  const { quota, won, p10, p50, p90, name } = row
  if (quota === null || quota.minor === 0) return missing
  const share = (amount: Amount) => `${Math.round((100 * amount.minor) / quota.minor)}%`
  return (
    <AttainmentBar
      width={84}
      target={quota.minor}
      done={won.minor}
      range={{ p10: p10.minor, p50: p50.minor, p90: p90.minor }}
      label={`${name}: closed ${share(won)} of quota, p10 ${share(p10)}, p50 ${share(p50)}, p90 ${share(p90)}`}
    />
  )
}

function Gap({ row, missing }: { row: RollupRow; missing: ReactNode }) {
  if (row.quota === null) return missing
  return moneyText(minus(row.p50, row.quota), 'short', 'signed')
}

function changeOf(row: RollupRow, changes: Changes | undefined): Amount | undefined {
  return changes?.rows.find(({ key }) => key === row.key)?.p50
}

function Change({
  row,
  changes,
  open,
}: {
  row: RollupRow
  changes: Changes | undefined
  open: (row: RollupRow, pane?: Pane) => void
}) {
  const change = changeOf(row, changes)
  if (!change) return <Missing why="Not compared yet" />
  const delta = <Delta change={change.minor} text={moneyText({ ...change, minor: Math.abs(change.minor) })} />
  if (row.kind === 'unassigned') return delta
  return (
    <button type="button" className="cell-figure p50" data-cell tabIndex={-1} onClick={() => open(row, 'changes')}>
      <span className="unseen">What changed for {row.name}: </span>
      {delta}
    </button>
  )
}

function Chance({ row, period, missing }: { row: RollupRow; period: 'running' | 'over'; missing: ReactNode }) {
  if (row.quota === null || row.chanceOfQuota === null) return missing
  if (row.won.minor >= row.quota.minor) return <span title="Closed deals reach the quota already">Reached</span>
  if (period === 'over') return 'Missed'
  return <span className="ai-text">{chanceText(row.chanceOfQuota)}</span>
}
