import { IconColumns3, IconLayoutKanban, IconPlus, IconTable } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useUndo } from '../app/undo.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Button } from '../ui/button.tsx'
import { FilterChip, FilterRow } from '../ui/chip.tsx'
import { dateText } from '../ui/date-text.ts'
import { Delta } from '../ui/delta.tsx'
import { Definitions } from '../ui/facts.tsx'
import { InlineEdit } from '../ui/inline-edit.tsx'
import { Inspector, InspectorSection } from '../ui/inspector.tsx'
import { moneyText } from '../ui/money-text.ts'
import { PageColumns } from '../ui/page-header.tsx'
import { ScoreBar } from '../ui/score-bar.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Status } from '../ui/status.tsx'
import { Strip } from '../ui/strip.tsx'
import type { Column, Sort } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/data-table.tsx'
import { sampleDeals, type SampleDeal } from './sample-deals.ts'

const TODAY = '2026-11-20'
const usd = (minor: number) => ({ minor, currency: 'USD' })
const GROUPS = [
  { id: 'commit', label: 'Commit', marker: 'var(--commit)' },
  { id: 'best', label: 'Best case', marker: 'var(--best-case)' },
  { id: 'pipeline', label: 'Pipeline', marker: 'var(--pipeline)' },
] as const
const EXPECTED = { commit: 221_000_000, best: 84_000_000, pipeline: 25_000_000 } as const

/** Strip, filters, table with groups and inline edit, and the inspector, as a page puts them together. */
export function TableSpecimen() {
  const [deals, setDeals] = useState(sampleDeals)
  const [picked, setPicked] = useState<string>('all')
  const [filters, setFilters] = useState(['Team', 'Closes'])
  const [view, setView] = useState<'table' | 'board'>('table')
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(['d5']))
  const [sort, setSort] = useState<Sort>({ column: 'amount', order: 'desc' })
  const { peek } = useSearch({ strict: false })
  const navigate = useNavigate()
  const offerUndo = useUndo()
  const shown = picked === 'all' ? deals : deals.filter((deal) => deal.forecast === picked)
  const columns = useMemo(() => {
    const change = async (deal: SampleDeal, patch: Partial<SampleDeal>, text: string) => {
      if (patch.amount !== undefined && patch.amount > 100_000_000) throw new Error('Over $1M needs the deal desk')
      const put = (fields: Partial<SampleDeal>) =>
        setDeals((before) => before.map((one) => (one.id === deal.id ? { ...one, ...fields } : one)))
      put(patch)
      offerUndo({ text, undo: () => put(deal) })
    }
    return columnsOf(change)
  }, [offerUndo])
  const current = deals.find((deal) => deal.id === peek)
  const sum = (rows: readonly SampleDeal[]) => moneyText(usd(rows.reduce((total, deal) => total + deal.amount, 0)))
  const stat = (id: string, label: string, rows: readonly SampleDeal[], marker?: string) => ({
    id,
    label,
    value: sum(rows),
    context: `${rows.length} deals`,
    pressed: picked === id,
    onPress: () => setPicked(picked === id ? 'all' : id),
    ...(marker ? { marker } : {}),
  })
  return (
    <>
      <Strip
        label="Open pipeline"
        stats={[
          stat('all', 'Open', deals),
          ...GROUPS.map((group) =>
            stat(
              group.id,
              group.label,
              deals.filter((deal) => deal.forecast === group.id),
              group.marker,
            ),
          ),
          { id: 'new', label: 'New, 7 days', value: '+$640K', context: '3 deals', tone: 'good', opens: 'group' },
          { id: 'moved', label: 'Moved out', value: '−$715K', context: '2 deals', tone: 'risk' },
        ]}
      />
      <FilterRow
        end={
          <>
            {selected.size > 0 ? <span className="label">{selected.size} selected</span> : null}
            <Segmented
              label="View"
              value={view}
              onChange={setView}
              segments={[
                { value: 'table', label: 'Table', icon: <IconTable size={15} stroke={1.6} /> },
                { value: 'board', label: 'Board', icon: <IconLayoutKanban size={15} stroke={1.6} /> },
              ]}
            />
            <Button size="small" icon={<IconColumns3 size={14} />}>
              Columns
            </Button>
          </>
        }
      >
        {filters.map((name) => (
          <FilterChip
            key={name}
            name={name}
            value={name === 'Team' ? 'Enterprise' : 'This quarter'}
            onRemove={() => setFilters(filters.filter((one) => one !== name))}
          />
        ))}
        <Button size="small" icon={<IconPlus size={14} />} onClick={() => setFilters(['Team', 'Closes'])}>
          Filter
        </Button>
      </FilterRow>
      <PageColumns aside={current ? <Peek deal={current} onClose={() => void navigate({ to: '.', search: {} })} /> : null}>
        <DataTable
          label="Deals"
          rows={shown}
          columns={columns}
          rowId={(deal) => deal.id}
          rowName={(deal) => deal.name}
          sort={sort}
          onSort={setSort}
          groupOf={(deal) => deal.forecast}
          groups={GROUPS.map((group) => {
            const own = shown.filter((deal) => deal.forecast === group.id)
            return {
              ...group,
              note: `${own.length} deals`,
              cells: {
                amount: sum(own),
                close: <span className="ai-text label-line">AI expects {moneyText(usd(EXPECTED[group.id]))}</span>,
              },
            }
          })}
          folded={folded}
          onFold={(id) =>
            setFolded((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]))
          }
          selected={selected}
          onSelect={setSelected}
          current={peek}
          onPeek={(deal) => void navigate({ to: '.', search: { peek: deal.id } })}
          onOpen={(deal) => void navigate({ to: '.', search: { peek: deal.id } })}
          phone={(deal) => ({
            title: deal.name,
            number: moneyText(usd(deal.amount)),
            status: (
              <>
                {deal.stage}, {dateText(deal.close, TODAY)}
                <Status tone="ai">{deal.win}%</Status>
              </>
            ),
            href: `/kit?peek=${deal.id}`,
          })}
        />
      </PageColumns>
    </>
  )
}

type Change = (deal: SampleDeal, patch: Partial<SampleDeal>, text: string) => Promise<void>

function columnsOf(change: Change): Column<SampleDeal>[] {
  return [
    {
      id: 'name',
      header: 'Deal',
      value: (deal) => deal.name,
      cell: (deal) => (
        <a className="name" href={`/kit?peek=${deal.id}`}>
          {deal.name}
        </a>
      ),
      width: 180,
      grow: 2,
      priority: 1,
    },
    {
      id: 'owner',
      header: 'Owner',
      value: (deal) => deal.owner,
      cell: (deal) => (
        <span className="kit-owner">
          <Avatar name={deal.owner} /> {deal.owner.split(' ')[0]}
        </span>
      ),
      width: 96,
      priority: 3,
    },
    {
      id: 'stage',
      header: 'Stage, days',
      value: (deal) => deal.stage,
      cell: (deal) => (
        <span className="kit-split">
          {deal.stage} <span className={deal.days > 27 ? 'risk-text' : 'label'}>{deal.days}</span>
        </span>
      ),
      width: 128,
      priority: 2,
    },
    {
      id: 'amount',
      header: 'Amount',
      value: (deal) => deal.amount,
      cell: (deal) => (
        <InlineEdit
          label={`Amount of ${deal.name}`}
          align="end"
          edit={{ kind: 'money', value: deal.amount, currency: 'USD' }}
          onSave={(amount) =>
            change(deal, { amount: Number(amount ?? 0) }, `${deal.name} amount set to ${moneyText(usd(Number(amount ?? 0)))}`)
          }
        >
          <span className="name">{moneyText(usd(deal.amount))}</span>
        </InlineEdit>
      ),
      align: 'end',
      width: 92,
      first: 'desc',
      priority: 1,
    },
    {
      id: 'close',
      header: 'Close',
      value: (deal) => deal.close,
      cell: (deal) => (
        <InlineEdit
          label={`Close date of ${deal.name}`}
          edit={{ kind: 'date', value: deal.close, today: TODAY }}
          onSave={(close) =>
            change(deal, { close: String(close) }, `${deal.name} close date set to ${dateText(String(close), TODAY)}`)
          }
        >
          {dateText(deal.close, TODAY)}
        </InlineEdit>
      ),
      width: 96,
      priority: 1,
    },
    {
      id: 'forecast',
      header: 'Forecast',
      value: (deal) => GROUPS.findIndex((group) => group.id === deal.forecast),
      cell: (deal) => (
        <InlineEdit
          label={`Forecast of ${deal.name}`}
          edit={{
            kind: 'select',
            value: deal.forecast,
            options: GROUPS.map((group) => ({ value: group.id, label: group.label })),
          }}
          onSave={(forecast) => change(deal, { forecast: forecast as SampleDeal['forecast'] }, `${deal.name} forecast changed`)}
        >
          {GROUPS.find((group) => group.id === deal.forecast)?.label}
        </InlineEdit>
      ),
      width: 96,
      priority: 2,
    },
    {
      id: 'win',
      header: 'Win',
      head: <span className="ai-text">Win</span>,
      value: (deal) => deal.win,
      cell: (deal) => (
        <span className="kit-win">
          {deal.moved === 0 ? null : <Delta change={deal.moved} text={String(Math.abs(deal.moved))} />}{' '}
          <span className="ai-text">{deal.win}%</span>
        </span>
      ),
      align: 'end',
      width: 84,
      first: 'desc',
      priority: 2,
    },
    {
      id: 'health',
      header: 'Health',
      value: (deal) => deal.health,
      cell: (deal) => (
        <ScoreBar
          value={deal.health}
          width={36}
          tone={deal.health >= 70 ? 'good' : deal.health >= 50 ? 'warn' : 'risk'}
          label={`Health of ${deal.name}`}
        />
      ),
      width: 88,
      first: 'desc',
      priority: 3,
    },
    { id: 'next', header: 'Next step', value: (deal) => deal.next, width: 130, grow: 1, priority: 4, sort: 'none' },
  ]
}

function Peek({ deal, onClose }: { deal: SampleDeal; onClose: () => void }) {
  return (
    <Inspector title={deal.name} label={deal.name} subtitle={`${deal.stage}, ${deal.owner}`} onClose={onClose} width={352}>
      <InspectorSection>
        <Definitions
          facts={[
            { id: 'amount', label: 'Amount', value: moneyText(usd(deal.amount), 'exact') },
            { id: 'close', label: 'Close date', value: dateText(deal.close, TODAY) },
            { id: 'win', label: 'Win chance, this quarter', value: `${deal.win}%`, origin: 'ai' },
          ]}
        />
      </InspectorSection>
      <InspectorSection title="Next step">
        <p>{deal.next}</p>
      </InspectorSection>
    </Inspector>
  )
}
