import { useCallback, useMemo } from 'react'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { isOpen, STAGE_LABELS, STAGES } from '../../../domain/opportunities/stage.ts'
import { ChartPanel } from '../../charts/chart-panel.tsx'
import type { Palette } from '../../charts/palette.ts'
import { stepHistory, type HistoryLine, type Levels } from '../../charts/step-history.ts'
import { dateText } from '../../ui/date-text.ts'
import { moneyText } from '../../ui/money-text.ts'
import type { Change } from '../deal-queries.ts'
import { countText } from '../deal-words.ts'
import { amountLine, closeLine, ownerLine, stageLine } from './history-lines.ts'

interface HistoryChartsProps {
  deal: Opportunity
  history: readonly Change[]
  users: ReadonlyMap<string, string>
  today: string
}

/** Amount, stage, close date and owner over the life of the deal, each value from when it was true until the next. */
export function HistoryCharts({ deal, history, users, today }: HistoryChartsProps) {
  const until = isOpen(deal.stage) ? today : (deal.actualCloseOn ?? today)
  const lines = useMemo(
    () => ({ amount: amountLine(history), stage: stageLine(history), close: closeLine(history), owner: ownerLine(history) }),
    [history],
  )
  const currency = deal.amount?.currency ?? 'USD'
  const amount = useCallback((minor: number) => moneyText({ minor, currency }, 'tick'), [currency])
  const close = useCallback((ms: number) => dateText(new Date(ms).toISOString(), today), [today])
  const { owners } = lines.owner
  const ownerNames = useMemo<Levels>(() => ({ names: owners.map((id) => users.get(id) ?? 'Somebody') }), [owners, users])
  const owner = useCallback((at: number) => ownerNames.names[at] ?? '', [ownerNames])
  return (
    <div className="history-charts">
      <StepPanel title="Amount" line={lines.amount} format={amount} axis="zero" until={until} today={today} />
      <StepPanel title="Stage" line={lines.stage} format={stageAt} axis={stagesUpTo(lines.stage)} until={until} today={today} />
      <StepPanel
        title="Close date"
        line={lines.close}
        format={close}
        axis="fit"
        until={until}
        today={today}
        hint="Axis fits the dates"
      />
      <StepPanel title="Owner" line={lines.owner.line} format={owner} axis={ownerNames} until={until} today={today} />
    </div>
  )
}

const STAGE_NAMES = STAGES.map((stage) => STAGE_LABELS[stage])
const OPEN_STAGES: Levels = { names: STAGE_NAMES.slice(0, 4) }
const ALL_STAGES: Levels = { names: STAGE_NAMES }

function stageAt(at: number): string {
  return STAGE_NAMES[at] ?? ''
}

/** Open stages alone, as long as the deal was in no other. */
function stagesUpTo(line: HistoryLine): Levels {
  return line.points.some((point) => point.value >= OPEN_STAGES.names.length) ? ALL_STAGES : OPEN_STAGES
}

interface StepPanelProps {
  title: string
  hint?: string
  line: HistoryLine
  format: (value: number) => string
  axis: 'zero' | 'fit' | Levels
  until: string
  today: string
}

/** One value over time. */
export function StepPanel({ title, hint, line, format, axis, until, today }: StepPanelProps) {
  const formatDate = useCallback((date: string) => dateText(date, today), [today])
  const build = useCallback(
    (palette: Palette) => stepHistory({ lines: [line], until, format, formatDate, axis }, palette),
    [line, until, format, formatDate, axis],
  )
  const moves = Math.max(0, line.points.length - 1)
  const last = line.points.at(-1)
  const counted = moves === 0 ? 'never changed' : `changed ${countText(moves, 'time')}`
  return (
    <ChartPanel
      title={title}
      hint={hint ? `${counted}. ${hint}` : counted}
      finding={last ? `${title} ${counted}, now ${format(last.value)}` : `${title} was never set`}
      build={build}
      height={150}
      table={{ columns: ['From', title], rows: line.points.map((point) => [formatDate(point.at), format(point.value)]) }}
    />
  )
}
