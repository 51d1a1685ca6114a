import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { REACH } from '../../domain/access/sight.ts'
import type { Period } from '../../domain/forecasting/period.ts'
import type { Settings } from '../../domain/settings/settings.ts'
import type { Money } from '../../domain/values/money.ts'
import { addDays } from '../../domain/values/plain-date.ts'
import { api } from '../app/api.ts'
import { settingsRoute } from '../app/routes.tsx'
import { useMay, useMe } from '../app/session.ts'
import { usersQuery } from '../deals/company-queries.ts'
import { today } from '../deals/today.ts'
import { periodLabel } from '../forecast/forecast-words.ts'
import { Avatar } from '../ui/avatar.tsx'
import { IconButton } from '../ui/button.tsx'
import { dateRangeText } from '../ui/date-text.ts'
import { InlineEdit } from '../ui/inline-edit.tsx'
import { moneyText } from '../ui/money-text.ts'
import { Panel } from '../ui/panel.tsx'
import { Empty, Skeleton } from '../ui/state.tsx'
import type { Column } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/data-table.tsx'
import { fiscalQuarters, fiscalYearName } from './fiscal-quarters.ts'
import { useHeldChange } from './held-change.ts'
import { WideScreenNote } from './wide-screen-note.tsx'
import { QueryFailure } from './query-failure.tsx'
import { otherSpans, quotaRows, sumOf, yearOf, type Quota, type QuotaRow } from './quota-rows.ts'

interface Quotas {
  readonly items: Quota[]
}
/** `minor` null takes the quota away. */
type SaveQuota = (row: QuotaRow, quarter: Period, minor: number | null) => Promise<void>

/** Quotas of teams and people by quarter of one fiscal year, each edited where it stands. */
export function QuotaGrid({ settings }: { settings: Settings }) {
  const { on } = settingsRoute.useSearch()
  const navigate = settingsRoute.useNavigate()
  const quarters = useMemo(
    () => fiscalQuarters(on ?? today(), settings.fiscalYearStartMonth),
    [on, settings.fiscalYearStartMonth],
  )
  const span = { from: quarters[0]?.start ?? today(), to: quarters.at(-1)?.end ?? today() }
  const key = ['quotas', 'list', span]
  const quotas = useQuery({ queryKey: key, queryFn: () => api.quotas.list(span), placeholderData: keepPreviousData })
  const teams = useQuery({ queryKey: ['teams', 'list'], queryFn: () => api.teams.list({}) })
  const users = useQuery(usersQuery)
  const may = useMay('settings:write')
  const me = useMe()
  const show = me && REACH[me.role] === 'all' ? 'all' : 'set'
  const save = useSaveQuota(key, settings.baseCurrency)
  const rows = useMemo(
    () =>
      quotas.data && teams.data && users.data
        ? quotaRows({ teams: teams.data.items, users: users.data.items, quotas: quotas.data.items, quarters, show })
        : undefined,
    [quotas.data, teams.data, users.data, quarters, show],
  )
  const others = otherSpans(quotas.data?.items ?? [], quarters)
  const goTo = (day: string) => void navigate({ search: (before) => ({ ...before, on: day }), replace: true })
  const name = fiscalYearName(quarters)
  return (
    <Panel
      title="Quotas"
      hint={show === 'all' ? 'Grey: what the people come to, where a team has no quota of its own' : 'Those you may see'}
      padding="flush"
      actions={
        <span className="year-choice">
          <IconButton label="Year before" size="small" onClick={() => goTo(addDays(span.from, -1))}>
            <IconChevronLeft size={15} stroke={1.8} />
          </IconButton>
          <b className="value">{name}</b>
          <IconButton label="Year after" size="small" onClick={() => goTo(addDays(span.to, 1))}>
            <IconChevronRight size={15} stroke={1.8} />
          </IconButton>
        </span>
      }
    >
      {quotas.isLoadingError ? (
        <QueryFailure what="the quotas" query={quotas} />
      ) : rows ? (
        <>
          {may ? <WideScreenNote what="Quotas" /> : null}
          <DataTable
            label={`Quotas of ${name}`}
            rows={rows}
            columns={columns(quarters, may ? save : undefined, settings.baseCurrency)}
            rowId={(row) => row.id}
            rowName={(row) => row.name}
            empty={<Empty title={`There are no quotas for ${name}`} />}
            phone={(row) => ({
              title: <Subject row={row} />,
              status: row.kind === 'team' ? 'Team' : 'Person',
              number: yearText(row),
            })}
          />
          {others.length > 0 ? (
            <p className="label quota-others">
              {`${others.length === 1 ? 'One quota covers' : `${others.length} quotas cover`} other days than a quarter: `}
              {others
                .slice(0, 3)
                .map(
                  (quota) =>
                    `${(quota.team ?? quota.user)?.name} ${dateRangeText(quota.periodStart, quota.periodEnd, today())} ${moneyText(quota.amount)}`,
                )
                .join('; ')}
              {others.length > 3 ? ' …' : ''}
            </p>
          ) : null}
        </>
      ) : (
        <Skeleton lines={[100, 96, 100, 92, 97, 90]} />
      )}
    </Panel>
  )
}

function useSaveQuota(key: readonly unknown[], base: string): SaveQuota {
  const change = useHeldChange()
  return (row, quarter, minor) => {
    const known = row.quotas.get(quarter.start)
    const currency = known?.amount.currency ?? base
    const subject = { id: row.subject, name: row.name }
    const owner = row.kind === 'team' ? { teamId: row.subject } : { userId: row.subject }
    const none = (amount: Money) => ({
      put: (held: Quotas): Quotas => ({ items: held.items.filter((quota) => !isOf(quota, row, quarter)) }),
      save: async () => {
        // A quota that an undo has set again has a new id.
        const { items } = await api.quotas.list({ from: quarter.start, to: quarter.end })
        const now = items.find((quota) => isOf(quota, row, quarter) && quota.amount.minor === amount.minor)
        if (now) await api.quotas.remove({ id: now.id })
      },
    })
    const way = (amount: Money) => ({
      put: (held: Quotas): Quotas => ({
        items: held.items.some((quota) => isOf(quota, row, quarter))
          ? held.items.map((quota) => (isOf(quota, row, quarter) ? { ...quota, amount } : quota))
          : [
              ...held.items,
              {
                id: `${row.id} ${quarter.start}`,
                user: row.kind === 'user' ? subject : null,
                team: row.kind === 'team' ? subject : null,
                periodStart: quarter.start,
                periodEnd: quarter.end,
                amount,
              },
            ],
      }),
      save: () => api.quotas.set({ ...owner, periodStart: quarter.start, periodEnd: quarter.end, amount }),
    })
    if (minor === null) {
      if (!known) return Promise.resolve()
      return change<Quotas>({
        key,
        text: `Quota of ${row.name} for ${periodLabel(quarter.name)} taken away`,
        go: none(known.amount),
        back: way(known.amount),
        also: ['forecasting'],
      })
    }
    const amount = { minor, currency }
    return change<Quotas>({
      key,
      text: `Quota of ${row.name} for ${periodLabel(quarter.name)} set to ${moneyText(amount, 'exact')}`,
      go: way(amount),
      back: known ? way(known.amount) : none(amount),
      also: ['forecasting'],
    })
  }
}

function isOf(quota: Quota, row: QuotaRow, quarter: Period): boolean {
  const subject = row.kind === 'team' ? quota.team : quota.user
  return subject?.id === row.subject && quota.periodStart === quarter.start && quota.periodEnd === quarter.end
}

function columns(quarters: readonly Period[], save: SaveQuota | undefined, base: string): Column<QuotaRow>[] {
  return [
    {
      id: 'name',
      header: 'Team or person',
      value: (row) => row.name,
      sort: 'none',
      width: 190,
      grow: 3,
      priority: 1,
      cell: (row) => <Subject row={row} />,
    },
    ...quarters.map((quarter, index): Column<QuotaRow> => ({
      id: `q${index + 1}`,
      header: periodLabel(quarter.name),
      value: (row) => row.quotas.get(quarter.start)?.amount.minor ?? null,
      sort: 'none',
      align: 'end',
      width: 104,
      grow: 1,
      priority: 2,
      cell: (row) => <QuotaCell row={row} quarter={quarter} base={base} save={save} />,
    })),
    {
      id: 'year',
      header: 'Year',
      value: (row) => yearOf(row)?.minor ?? null,
      sort: 'none',
      align: 'end',
      width: 104,
      grow: 1,
      priority: 3,
      cell: yearText,
    },
  ]
}

function QuotaCell({ row, quarter, base, save }: { row: QuotaRow; quarter: Period; base: string; save: SaveQuota | undefined }) {
  const amount = row.quotas.get(quarter.start)?.amount
  const sum = row.sums.get(quarter.start)
  const shown = amount ? (
    <span className={row.kind === 'team' ? 'value' : undefined}>{moneyText(amount)}</span>
  ) : sum ? (
    <span className="label" title="What its people come to">
      {moneyText(sum)}
    </span>
  ) : (
    '–'
  )
  if (!save) return shown
  return (
    <InlineEdit
      label={`Quota of ${row.name} for ${periodLabel(quarter.name)}`}
      align="end"
      edit={{ kind: 'money', value: amount?.minor ?? null, currency: amount?.currency ?? base }}
      onSave={async (minor) => {
        await save(row, quarter, typeof minor === 'number' ? minor : null)
      }}
    >
      {shown}
    </InlineEdit>
  )
}

function Subject({ row }: { row: QuotaRow }) {
  return (
    <span className="person quota-subject" style={{ '--level': row.level } as React.CSSProperties}>
      {row.kind === 'team' ? (
        <b className="value">{row.name}</b>
      ) : (
        <>
          <Avatar name={row.name} />
          {row.name}
        </>
      )}
    </span>
  )
}

function yearText(row: QuotaRow) {
  const year = yearOf(row)
  if (year) return <span className={row.kind === 'team' ? 'value' : undefined}>{moneyText(year)}</span>
  const people = sumOf([...row.sums.values()])
  return people ? <span className="label">{moneyText(people)}</span> : '–'
}
