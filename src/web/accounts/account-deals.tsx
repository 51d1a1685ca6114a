import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { FORECAST_LABELS, isOpen, STAGE_LABELS } from '../../domain/opportunities/stage.ts'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { paths } from '../app/paths.ts'
import { countText } from '../deals/deal-words.ts'
import { today as utcToday } from '../deals/today.ts'
import { dateText } from '../ui/date-text.ts'
import { moneyText } from '../ui/money-text.ts'
import { Panel } from '../ui/panel.tsx'
import { Empty, Failure, Skeleton } from '../ui/state.tsx'
import { Status } from '../ui/status.tsx'
import type { Column } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/data-table.tsx'
import { accountDealsQuery } from './account-queries.ts'
import type { Account } from './account-words.ts'

/** The deals with the account that are in sight: open ones, then closed ones, each the latest close date first. */
export function AccountDeals({ account }: { account: Account }) {
  const answer = useQuery(accountDealsQuery(account.id))
  const deals = answer.data?.items ?? []
  const open = deals.filter((deal) => isOpen(deal.stage))
  const closed = deals.filter((deal) => !isOpen(deal.stage))
  if (!answer.data)
    return (
      <Panel title="Deals">
        {answer.isError ? (
          <Failure title="Could not load the deals" onRetry={() => void answer.refetch()}>
            {answer.error.message}
          </Failure>
        ) : (
          <Skeleton lines={[100, 100, 100]} label="Loading the deals" />
        )}
      </Panel>
    )
  return (
    <>
      <Panel
        title="Open deals"
        padding={open.length > 0 ? 'flush' : 'normal'}
        hint={open.length > 0 ? `${countText(account.openDeals, 'deal')}, ${moneyText(account.openAmount)}` : undefined}
      >
        {open.length > 0 ? <Deals label="Open deals" state="open" deals={open} /> : <Empty title="No open deal in your sight" />}
      </Panel>
      {closed.length > 0 ? (
        <Panel title="Closed deals" padding="flush" hint={`${account.wonDeals} won, ${moneyText(account.wonAmount)}`}>
          <Deals label="Closed deals" state="closed" deals={closed} />
        </Panel>
      ) : null}
    </>
  )
}

function Deals({ label, state, deals }: { label: string; state: 'open' | 'closed'; deals: readonly Opportunity[] }) {
  const router = useRouter()
  const today = utcToday()
  const columns = useMemo(() => dealColumns(today, state), [today, state])
  return (
    <DataTable
      label={label}
      rows={deals}
      columns={columns}
      rowId={(deal) => deal.id}
      rowName={(deal) => deal.name}
      sortedBy="server"
      onOpen={(deal) => router.history.push(paths.deal(deal.id))}
      phone={(deal) => ({
        title: deal.name,
        number: deal.amount ? moneyText(deal.amount) : '–',
        status: (
          <>
            <StageText deal={deal} /> {closeText(deal, today)}
          </>
        ),
        href: paths.deal(deal.id),
      })}
    />
  )
}

function dealColumns(today: string, state: 'open' | 'closed'): Column<Opportunity>[] {
  return [
    {
      id: 'name',
      header: 'Deal',
      value: (deal) => deal.name,
      cell: (deal) => (
        <a className="name" href={paths.deal(deal.id)}>
          {deal.name}
        </a>
      ),
      width: 180,
      grow: 2,
      priority: 1,
    },
    { id: 'owner', header: 'Owner', value: (deal) => deal.owner?.name ?? null, width: 130, priority: 3 },
    {
      id: 'stage',
      header: 'Stage',
      value: (deal) => deal.stageName,
      cell: (deal) => <StageText deal={deal} />,
      width: 130,
      priority: 2,
    },
    {
      id: 'amount',
      header: 'Amount',
      value: (deal) => deal.amount?.minor ?? null,
      cell: (deal) => (deal.amount ? <span className="value">{moneyText(deal.amount)}</span> : '–'),
      align: 'end',
      width: 92,
      priority: 1,
    },
    {
      id: 'close',
      header: 'Close',
      value: (deal) => deal.expectedCloseOn,
      cell: (deal) => closeText(deal, today),
      width: 100,
      priority: 1,
    },
    ...(state === 'closed'
      ? []
      : [
          {
            id: 'forecast',
            header: 'Forecast',
            value: (deal: Opportunity) => FORECAST_LABELS[deal.forecastCategory],
            width: 96,
            priority: 4 as const,
          },
        ]),
  ]
}

function StageText({ deal }: { deal: Opportunity }) {
  if (deal.stage === 'closed_won') return <Status tone="good">{STAGE_LABELS.closed_won}</Status>
  if (deal.stage === 'closed_lost') return <Status tone="mute">{STAGE_LABELS.closed_lost}</Status>
  return deal.stageName
}

function closeText(deal: Opportunity, today: string): string {
  const day = deal.actualCloseOn ?? deal.expectedCloseOn
  return day ? dateText(day, today) : '–'
}
