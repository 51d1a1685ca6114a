import { IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api } from '../app/api.ts'
import { useMay } from '../app/session.ts'
import { currenciesQuery } from '../deals/company-queries.ts'
import { today } from '../deals/today.ts'
import { Button } from '../ui/button.tsx'
import { DateField } from '../ui/date-field.tsx'
import { dateText } from '../ui/date-text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { InlineEdit } from '../ui/inline-edit.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { ComboField } from '../ui/select-field.tsx'
import { Empty, Skeleton } from '../ui/state.tsx'
import type { Column } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/data-table.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useToast } from '../ui/toast.tsx'
import { useHeldChange } from './held-change.ts'
import { QueryFailure } from './query-failure.tsx'
import { readRate } from './read-rate.ts'
import { useSaved } from './saved-state.ts'

type Currencies = Awaited<ReturnType<typeof api.currencies.list>>
type Rate = Currencies['rates'][number]
type SaveRate = (rate: Rate, perBase: number) => Promise<void>

const SOURCES: Readonly<Record<string, string>> = { entered: 'Entered here', imported: 'Import' }

/** The dated rates at which sums are made, per currency with the newest first. */
export function CurrenciesSection() {
  const currencies = useQuery(currenciesQuery)
  const may = useMay('settings:write')
  const change = useHeldChange()
  const [adding, setAdding] = useState<'open' | 'closed'>('closed')
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const data = currencies.data
  const { rows, groups } = useMemo(() => listed(data), [data])
  if (currencies.isLoadingError) return <QueryFailure what="the currencies" query={currencies} />
  if (!data) return <Skeleton />
  const saveRate: SaveRate = (rate, perBase) => {
    const way = (value: number) => ({
      put: (held: Currencies): Currencies => ({
        ...held,
        rates: held.rates.map((one) => (sameRate(one, rate) ? { ...one, perBase: value, source: 'entered' } : one)),
      }),
      save: () => api.currencies.setRate({ currency: rate.currency, from: rate.from, perBase: value }),
    })
    return change<Currencies>({
      key: currenciesQuery.queryKey,
      text: `${rate.currency} from ${dateText(rate.from, today())} set to ${perBase}`,
      go: way(perBase),
      back: way(rate.perBase),
      also: ['opportunities', 'forecasting'],
    })
  }
  // A table of every month of every currency is long; only the currencies that were asked for are open.
  const folded = new Set(groups.map((group) => group.id).filter((id) => !unfolded.has(id)))
  return (
    <>
      <PageHeader
        title="Currencies and rates"
        note={`Base currency ${data.base}. Sums are made at the rate of the day`}
        actions={
          may ? (
            <Button look="primary" icon={<IconPlus size={15} stroke={1.8} />} onClick={() => setAdding('open')}>
              Add a rate
            </Button>
          ) : null
        }
      />
      <DataTable
        label="Rates"
        height="page"
        rows={rows}
        columns={columns(data.base, may ? saveRate : undefined)}
        rowId={(rate) => `${rate.currency} ${rate.from}`}
        rowName={(rate) => `${rate.currency} from ${rate.from}`}
        groups={groups}
        groupOf={(rate) => rate.currency}
        folded={folded}
        onFold={(id) => setUnfolded((before) => toggled(before, id))}
        empty={<Empty title="There are no rates">{`Every amount is in ${data.base}, or cannot be converted to it.`}</Empty>}
        phone={(rate) => ({
          title: `From ${dateText(rate.from, today())}`,
          status: SOURCES[rate.source] ?? rate.source,
          number: rateText(rate.perBase),
        })}
      />
      <AddRate
        state={adding}
        currencies={data}
        onClose={() => setAdding('closed')}
        onAdded={(code) => setUnfolded((before) => new Set([...before, code]))}
      />
    </>
  )
}

function listed({ items = [], rates = [] }: Partial<Currencies> = {}) {
  const rows = rates.toSorted((a, b) => a.currency.localeCompare(b.currency) || b.from.localeCompare(a.from))
  const groups = items.flatMap((currency) => {
    const own = rows.filter((rate) => rate.currency === currency.code)
    const current = own.find((rate) => rate.from <= today()) ?? own.at(-1)
    if (!current) return []
    return [
      {
        id: currency.code,
        label: currency.code,
        note: `${currency.name}, ${own.length === 1 ? 'one rate' : `${own.length} rates`} since ${dateText(own.at(-1)?.from ?? current.from, today())}`,
        cells: { rate: rateText(current.perBase), inverse: inverseText(current.perBase) },
      },
    ]
  })
  return { rows, groups }
}

function columns(base: string, save: SaveRate | undefined): Column<Rate>[] {
  return [
    {
      id: 'from',
      header: 'From',
      value: (rate) => rate.from,
      cell: (rate) => <span className="rate-day">{dateText(rate.from, today())}</span>,
      width: 230,
      grow: 2,
      priority: 1,
    },
    {
      id: 'rate',
      header: `One ${base} buys`,
      value: (rate) => rate.perBase,
      align: 'end',
      width: 150,
      priority: 1,
      cell: (rate) =>
        save ? (
          <InlineEdit
            label={`Rate of ${rate.currency} from ${rate.from}`}
            align="end"
            edit={{ kind: 'text', value: String(rate.perBase) }}
            onSave={async (next) => {
              const read = readRate(String(next ?? ''))
              if (!read.ok) throw new Error(read.problem)
              await save(rate, read.rate)
            }}
          >
            {rateText(rate.perBase)}
          </InlineEdit>
        ) : (
          rateText(rate.perBase)
        ),
    },
    {
      id: 'inverse',
      header: `In ${base}`,
      value: (rate) => 1 / rate.perBase,
      align: 'end',
      width: 130,
      priority: 3,
      cell: (rate) => inverseText(rate.perBase),
    },
    { id: 'source', header: 'Source', value: (rate) => SOURCES[rate.source] ?? rate.source, width: 130, grow: 1, priority: 3 },
  ]
}

function AddRate({
  state,
  currencies,
  onClose,
  onAdded,
}: {
  state: 'open' | 'closed'
  currencies: Currencies
  onClose: () => void
  onAdded: (code: string) => void
}) {
  const queries = useQueryClient()
  const toast = useToast()
  const [currency, setCurrency] = useState<string | null>(null)
  const [from, setFrom] = useState<string | null>(today())
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const { problem, busy, save, forget } = useSaved()
  const read = readRate(text)
  const close = () => {
    setText('')
    setTried(false)
    forget()
    onClose()
  }
  const submit = async () => {
    setTried(true)
    if (!currency || !from || !read.ok) return
    if (!(await save(() => api.currencies.setRate({ currency, from, perBase: read.rate })))) return
    void queries.invalidateQueries({ queryKey: ['currencies'] })
    toast({ text: `${currency} from ${dateText(from, today())} set to ${read.rate}` })
    onAdded(currency)
    close()
  }
  return (
    <Dialog
      title="Add a rate"
      state={state}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" disabledReason={busy ? 'Being saved' : undefined} onClick={() => void submit()}>
            Add the rate
          </Button>
        </>
      }
    >
      <ComboField
        label="Currency"
        needed="required"
        value={currency}
        options={currencies.items
          .filter((one) => one.code !== currencies.base)
          .map((one) => ({ value: one.code, label: `${one.code}, ${one.name}` }))}
        onChange={setCurrency}
        problem={tried && !currency ? 'Choose a currency.' : undefined}
      />
      <DateField
        label="From"
        needed="required"
        hint="The first day it counts; it replaces a rate that begins on the same day"
        value={from}
        onChange={setFrom}
        today={today()}
        problem={tried && !from ? 'Choose a day.' : undefined}
      />
      <TextField
        label={`One ${currencies.base} buys`}
        needed="required"
        hint={read.ok && currency ? `One ${currency} is ${rateText(1 / read.rate)} ${currencies.base}` : 'Such as 0.9138'}
        value={text}
        onChange={setText}
        problem={tried && !read.ok ? read.problem : problem}
      />
    </Dialog>
  )
}

/** Six significant digits: a rate is not money. */
function rateText(rate: number): string {
  return rate.toLocaleString('en', { maximumSignificantDigits: 6 })
}

/** What one of the currency is in the base, with the same digits throughout so that points stand under each other. */
function inverseText(perBase: number): string {
  return (1 / perBase).toLocaleString('en', { minimumSignificantDigits: 6, maximumSignificantDigits: 6 })
}

function sameRate(one: Rate, other: Rate): boolean {
  return one.currency === other.currency && one.from === other.from
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(id)) next.add(id)
  return next
}
