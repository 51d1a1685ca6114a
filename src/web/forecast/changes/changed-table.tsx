import { useRouter } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { paths } from '../../app/paths.ts'
import { chanceText } from '../../deals/deal-words.ts'
import { dateText } from '../../ui/date-text.ts'
import { moneyText } from '../../ui/money-text.ts'
import { ShowMore } from '../../ui/show-more.tsx'
import type { Column } from '../../ui/table/column.ts'
import { DataTable } from '../../ui/table/data-table.tsx'
import type { Changes } from '../forecast-search.ts'
import { whatChanged } from './changed-deals.tsx'
import { KIND_WORDS } from './change-words.ts'

type ChangedDeal = Changes['deals'][number]
type Standing = NonNullable<ChangedDeal['before']>

/** The table is as long as its rows, on a page that scrolls: hundreds of them at once would keep it from being shown. */
const PAGE = 50

/** Changed deals as a table, the first ones first: what each was, what it is, and what that moved the p50 by. */
export function ChangedTable({ deals, today }: { deals: readonly ChangedDeal[]; today: string }) {
  const router = useRouter()
  const columns = useMemo(() => columnsFor(today), [today])
  const [shown, setShown] = useState(PAGE)
  const rows = useMemo(() => deals.slice(0, shown), [deals, shown])
  return (
    <>
      <DataTable
        label="Changed deals"
        rows={rows}
        total={deals.length}
        columns={columns}
        rowId={(deal) => deal.id}
        rowName={(deal) => deal.name}
        onOpen={(deal) => router.history.push(paths.deal(deal.id))}
        phone={(deal) => ({
          title: <a href={paths.deal(deal.id)}>{deal.name}</a>,
          status: whatChanged(deal, today),
          number: moneyText(deal.effect, 'short', 'signed'),
        })}
      />
      {shown < deals.length ? (
        <div className="rollup-note">
          <ShowMore shown={shown} total={deals.length} page={PAGE} onShow={setShown} />
        </div>
      ) : null}
    </>
  )
}

function columnsFor(today: string): Column<ChangedDeal>[] {
  const then = (id: string, header: string, width: number, text: (standing: Standing) => string | null): Column<ChangedDeal> => ({
    id,
    header,
    value: () => null,
    cell: ({ before, after }) => <Moved from={before && text(before)} to={after && text(after)} />,
    align: 'end',
    width,
    priority: 2,
  })
  return [
    {
      id: 'name',
      header: 'Deal',
      value: (deal) => deal.name,
      cell: (deal) => (
        <a className="name cut" href={paths.deal(deal.id)} data-cell tabIndex={-1}>
          {deal.name}
        </a>
      ),
      width: 172,
      grow: 2,
      priority: 1,
    },
    { id: 'owner', header: 'Owner', value: (deal) => deal.owner?.name ?? 'Nobody', width: 120, priority: 4 },
    { id: 'kind', header: 'Change', value: (deal) => KIND_WORDS[deal.kind].short, width: 92, priority: 1 },
    then('amount', 'Amount', 128, ({ amount }) => (amount ? moneyText(amount) : '–')),
    then('close', 'Close date', 186, ({ closeDate }) => (closeDate ? dateText(closeDate, today) : '–')),
    then('chance', 'Win in period', 116, ({ outcome, chance }) =>
      outcome === 'won' ? 'Won' : outcome === 'lost' ? 'Lost' : chanceText(chance),
    ),
    {
      id: 'effect',
      header: 'Effect on p50',
      value: (deal) => deal.effect.minor,
      cell: (deal) => (
        <span className={deal.effect.minor < 0 ? 'risk-text' : 'good-text'}>{moneyText(deal.effect, 'short', 'signed')}</span>
      ),
      align: 'end',
      width: 104,
      priority: 1,
    },
  ]
}

/** "62% → 20%"; one value where it did not change. */
function Moved({ from, to }: { from: string | null; to: string | null }) {
  if (from === null || to === null || from === to) return <>{to ?? from ?? '–'}</>
  return (
    <>
      <span className="label">{from}</span>
      <span className="unseen"> to</span>
      <span aria-hidden="true"> → </span>
      {to}
    </>
  )
}
