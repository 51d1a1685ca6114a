import { useDraggable } from '@dnd-kit/core'
import { IconArrowsMove } from '@tabler/icons-react'
import { FORECAST_LABELS, type PipelineStage } from '../../domain/opportunities/stage.ts'
import { dealWarnings } from '../../domain/opportunities/deal-warnings.ts'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { paths } from '../app/paths.ts'
import { chanceText, countText, daysInStage } from '../deals/deal-words.ts'
import { WarningIcons } from '../deals/warning-icons.tsx'
import type { DealForecast } from '../deals/win-chances.ts'
import { AiMark } from '../ui/ai-mark.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { dateText } from '../ui/date-text.ts'
import { MenuButton } from '../ui/menu-button.tsx'
import { moneyText } from '../ui/money-text.ts'
import { Moves } from './deal-columns.tsx'

interface BoardCardProps {
  deal: Opportunity
  today: string
  forecast: DealForecast | undefined
  until: string
  /** Where it may go; empty for those who may not move deals. */
  moves: readonly PipelineStage[]
  onMove: (to: PipelineStage) => void
}

/** A deal on the board, in three lines. It can be dragged; its menu (key M) moves it as well. */
export function BoardCard(props: BoardCardProps) {
  const { deal, moves } = props
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: deal.id, data: { deal }, disabled: moves.length === 0 })
  return (
    <li
      ref={setNodeRef}
      {...listeners}
      className={isDragging ? 'board-card board-card-dragged' : 'board-card'}
      data-card={deal.id}
    >
      <CardLines {...props} />
    </li>
  )
}

/** The lines of a card, also under the pointer while it is dragged. */
export function CardLines({ deal, today, forecast, until, moves, onMove }: BoardCardProps) {
  const days = daysInStage(deal, today)
  const warnings = dealWarnings(deal, today)
  return (
    <>
      <div className="card-line">
        <a className="name cut" href={paths.deal(deal.id)} title={deal.name} draggable={false}>
          {deal.name}
        </a>
        <span className="value">{deal.amount ? moneyText(deal.amount) : <span className="label">No amount</span>}</span>
      </div>
      <div className="card-line">
        {deal.owner ? <Avatar name={deal.owner.name} size={18} label={deal.owner.name} /> : null}
        <span>{deal.expectedCloseOn ? dateText(deal.expectedCloseOn, today) : <span className="label">No close date</span>}</span>
        {deal.closeDateMoves > 0 ? <Moves count={deal.closeDateMoves} /> : null}
        <span className="label card-end">{days === null ? '' : `${countText(days, 'day')} in stage`}</span>
      </div>
      <div className="card-line card-foot">
        {forecast ? (
          <span className="ai-text head-mark" title={`Chance to win by ${dateText(until, today)}`}>
            <AiMark size={11} />
            {chanceText(forecast.winBy)}
          </span>
        ) : null}
        <span>{FORECAST_LABELS[deal.forecastCategory]}</span>
        <span className="card-end card-tools">
          {warnings.length > 0 ? <WarningIcons warnings={warnings} /> : null}
          {moves.length > 0 ? (
            <span data-move>
              <MenuButton
                label={`Move ${deal.name}`}
                look="icon"
                size="small"
                icon={<IconArrowsMove size={14} stroke={1.6} aria-hidden="true" />}
                groups={[
                  {
                    title: 'Move to',
                    items: moves.map((stage) => ({ id: stage.id, label: stage.name, onSelect: () => onMove(stage) })),
                  },
                ]}
              />
            </span>
          ) : null}
        </span>
      </div>
    </>
  )
}
