import { FORECAST_CATEGORIES, STAGES, type Pipeline, type PipelineStage } from '../../domain/opportunities/stage.ts'
import { dealWarnings } from '../../domain/opportunities/deal-warnings.ts'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { inBase, type RateTable } from '../../domain/values/money.ts'
import { paths } from '../app/paths.ts'
import type { DealChanges } from '../deals/deal-changes.ts'
import { AmountField, CloseDateField, DueField, ForecastField, NextStepField, StageField } from '../deals/deal-field.tsx'
import { chanceText, daysInStage } from '../deals/deal-words.ts'
import { WarningIcons } from '../deals/warning-icons.tsx'
import type { DealForecast } from '../deals/win-chances.ts'
import { AiMark } from '../ui/ai-mark.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { dateText } from '../ui/date-text.ts'
import type { Column } from '../ui/table/column.ts'

export const COLUMN_NAMES = {
  owner: 'Owner',
  stage: 'Stage, days',
  amount: 'Amount',
  close: 'Close',
  forecast: 'Forecast',
  win: 'Win',
  next: 'Next step',
  due: 'Due',
  warnings: 'Warnings',
} as const
export type ColumnId = keyof typeof COLUMN_NAMES | 'name'

/** What the cells of the table need besides the deal itself. */
export interface ColumnSource {
  readonly today: string
  /** Until when the win chance is, 'YYYY-MM-DD'. */
  readonly until: string
  readonly rates: RateTable | undefined
  readonly pipelines: readonly Pipeline[] | undefined
  readonly chances: ReadonlyMap<string, DealForecast> | undefined
  readonly mayForecast: boolean
  /** Shows why a deal has its chance. */
  readonly onWhy: (deal: Opportunity) => void
  readonly changes: DealChanges
  readonly move: (deal: Opportunity, to: PipelineStage) => Promise<void>
}

/** What a column sorts by. `null` goes last. */
export function sortValue(
  column: string,
  deal: Opportunity,
  { today, rates, chances }: Pick<ColumnSource, 'today' | 'rates' | 'chances'>,
): string | number | null {
  switch (column) {
    case 'name':
      return deal.name
    case 'owner':
      return deal.owner?.name ?? null
    case 'account':
      return deal.account?.name ?? null
    case 'stage':
      return STAGES.indexOf(deal.stage)
    case 'amount':
      return deal.amount && rates ? (inBase(rates, deal.amount, today) ?? null) : null
    case 'forecast':
      return FORECAST_CATEGORIES.indexOf(deal.forecastCategory)
    case 'win':
      return chances?.get(deal.id)?.winBy ?? null
    case 'due':
      return deal.nextActionDueOn
    case 'created':
      return deal.createdAt
    case 'activity':
      return deal.lastActivityAt
    case 'age':
      return daysInStage(deal, today)
    default:
      return deal.expectedCloseOn
  }
}

/** The columns of the deal table, in the order of identity, owner, stage, money, date, forecast, model, next step, warnings. */
export function dealColumns(source: ColumnSource): Column<Opportunity>[] {
  const { today, until, rates, pipelines, chances, changes, move } = source
  const base = rates?.base ?? 'USD'
  const column = (id: ColumnId, given: Omit<Column<Opportunity>, 'id' | 'header' | 'value'>): Column<Opportunity> => ({
    id,
    header: id === 'name' ? 'Deal' : COLUMN_NAMES[id],
    value: (deal) => sortValue(id, deal, source),
    ...given,
  })
  return [
    column('name', {
      cell: (deal) => (
        <a
          className="name cut"
          href={paths.deal(deal.id)}
          title={deal.account ? `${deal.name}, ${deal.account.name}` : deal.name}
        >
          {deal.name}
        </a>
      ),
      width: 180,
      grow: 3,
      priority: 1,
    }),
    column('owner', { cell: (deal) => <Owner deal={deal} />, width: 106, grow: 0, priority: 3 }),
    column('stage', {
      cell: (deal) => (
        <StageField deal={deal} pipelines={pipelines} move={move}>
          <span className="label stage-days" title="Days in this stage">
            {daysInStage(deal, today)}
          </span>
        </StageField>
      ),
      width: 130,
      grow: 1,
      priority: 2,
    }),
    column('amount', {
      cell: (deal) => <AmountField deal={deal} changes={changes} base={base} style="short" align="end" />,
      align: 'end',
      width: 92,
      grow: 0,
      first: 'desc',
      priority: 1,
    }),
    column('close', {
      cell: (deal) => (
        <CloseDateField deal={deal} changes={changes} today={today}>
          {deal.closeDateMoves > 0 ? <Moves count={deal.closeDateMoves} /> : null}
        </CloseDateField>
      ),
      width: 120,
      grow: 0,
      priority: 1,
    }),
    column('forecast', { cell: (deal) => <ForecastField deal={deal} changes={changes} />, width: 92, grow: 0, priority: 2 }),
    column('win', {
      head: (
        <span className="ai-text head-mark">
          <AiMark size={11} />
          Win by {dateText(until, today)}
        </span>
      ),
      cell: (deal) => (
        <WinChance forecast={chances?.get(deal.id)} may={source.mayForecast} name={deal.name} onWhy={() => source.onWhy(deal)} />
      ),
      align: 'end',
      width: 118,
      grow: 0,
      first: 'desc',
      priority: 2,
    }),
    column('next', {
      cell: (deal) => <NextStepField deal={deal} changes={changes} />,
      width: 130,
      grow: 3,
      priority: 4,
      sort: 'none',
    }),
    column('due', { cell: (deal) => <DueField deal={deal} changes={changes} today={today} />, width: 92, grow: 0, priority: 4 }),
    column('warnings', {
      cell: (deal) => <WarningIcons warnings={dealWarnings(deal, today)} />,
      width: 94,
      grow: 0,
      priority: 3,
      sort: 'none',
    }),
  ]
}

function Owner({ deal }: { deal: Opportunity }) {
  if (!deal.owner) return <span className="label">Nobody</span>
  return (
    <span className="owner-cell" title={deal.owner.name}>
      <Avatar name={deal.owner.name} />
      <span className="cut">{deal.owner.name.split(' ')[0]}</span>
    </span>
  )
}

/** How often the close date went to a later day. */
export function Moves({ count }: { count: number }) {
  const text = `Close date moved later ${count === 1 ? 'once' : `${count} times`}`
  return (
    <span className={count >= 2 ? 'warn-text moves' : 'label moves'} title={text}>
      <span aria-hidden="true">{count}×</span>
      <span className="unseen">{text}</span>
    </span>
  )
}

/** The model's chance; a dash where there is none, or where it is not for this person. */
export function WinChance({
  forecast,
  may,
  name,
  onWhy,
}: {
  forecast: DealForecast | undefined
  may: boolean
  name: string
  onWhy: () => void
}) {
  if (!may)
    return (
      <span className="label" role="img" aria-label="Not visible to you" title="Not visible to you">
        –
      </span>
    )
  if (!forecast) return <span className="label">–</span>
  return (
    <button type="button" className="link-button ai-text value" data-cell tabIndex={-1} onClick={onWhy}>
      <span className="unseen">Why {name} has a win chance of </span>
      {chanceText(forecast.winBy)}
    </button>
  )
}
