import {
  DndContext,
  DragOverlay,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useDroppable,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { useState, type ReactNode } from 'react'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { STAGE_LABELS, type PipelineStage, type Stage } from '../../domain/opportunities/stage.ts'
import type { api } from '../app/api.ts'
import { useMay } from '../app/session.ts'
import { moveText } from '../deals/deal-words.ts'
import { landing, movesOf } from '../deals/stage-options.ts'
import { Button } from '../ui/button.tsx'
import { useKeys } from '../ui/key-map.tsx'
import { moneyText } from '../ui/money-text.ts'
import { BoardCard, CardLines } from './board-card.tsx'
import type { ColumnSource } from './deal-columns.tsx'
import { placedDeals } from './placed-deals.ts'

export type Board = Awaited<ReturnType<typeof api.opportunities.board>>

interface PipelineBoardProps {
  board: Board
  source: ColumnSource
  /** How many cards a column shows; more are fetched on request. */
  perColumn: number
  onMore: () => void
  onMoved: (text: string) => void
}

/** Columns by stage with count and sum. A card is dragged, or moved by its menu or M; the place where it lands says what will happen. */
export function PipelineBoard({ board, source, perColumn, onMore, onMoved }: PipelineBoardProps) {
  const may = useMay('deals:write')
  const [dragged, setDragged] = useState<Opportunity>()
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 250, tolerance: 6 } }),
  )
  useBoardKeys()
  const move = (deal: Opportunity, to: PipelineStage) => {
    // Refused or called off: the card is back in its place, and the reason is said beside the board.
    source
      .move(deal, to)
      .catch((reason: unknown) =>
        onMoved(reason instanceof Error ? `${deal.name}: ${reason.message}` : `${deal.name} was not moved`),
      )
  }
  const columns = placedDeals(board.columns)
  const card = (deal: Opportunity) => ({
    deal,
    today: source.today,
    until: source.until,
    forecast: source.chances?.get(deal.id),
    moves: may ? movesOf(deal, source.pipelines) : [],
    onMove: (to: PipelineStage) => move(deal, to),
  })
  const target = (stage: Stage) => (dragged && dragged.stage !== stage ? landing(dragged, stage, source.pipelines) : undefined)
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={pointerWithin}
      accessibility={{
        screenReaderInstructions: { draggable: 'Press M to move the deal to another stage.' },
        announcements: announcementsOf(columns),
      }}
      onDragStart={({ active }) => setDragged((active.data.current as { deal: Opportunity } | undefined)?.deal)}
      onDragCancel={() => setDragged(undefined)}
      onDragEnd={({ over }) => {
        const to = dragged && over ? landing(dragged, over.id as Stage, source.pipelines) : undefined
        if (dragged && to && dragged.stage !== over?.id) move(dragged, to)
        setDragged(undefined)
      }}
    >
      <div className="board" role="group" aria-label="Deals by stage" tabIndex={0}>
        {columns.map((column) => {
          const more = column.sum.count - column.deals.length
          return (
            <Lane
              key={column.stage}
              stage={column.stage}
              landing={dragged ? dropText(dragged, target(column.stage)) : undefined}
              head={
                <header className="lane-head">
                  <h2>{column.label}</h2>
                  <span className="label">{column.sum.count.toLocaleString('en')}</span>
                  <span className="value">{moneyText(column.sum.amount)}</span>
                </header>
              }
            >
              <ul className="lane-cards" aria-label={`Deals in ${column.label}`}>
                {column.deals.map((deal) => (
                  <BoardCard key={deal.id} {...card(deal)} />
                ))}
              </ul>
              {column.deals.length === 0 && !dragged ? <p className="label lane-empty">No deals in {column.label}</p> : null}
              {more > 0 ? (
                <Button size="small" look="quiet" onClick={onMore}>
                  Show {Math.min(more, perColumn).toLocaleString('en')} more
                </Button>
              ) : null}
            </Lane>
          )
        })}
      </div>
      {dragged ? (
        <div className="board-ends">
          {(['closed_won', 'closed_lost'] as const).map((stage) => (
            <EndZone
              key={stage}
              stage={stage}
              text={dropText(dragged, target(stage)) ?? `${STAGE_LABELS[stage]} is not a stage of ${dragged.pipeline.name}`}
            />
          ))}
        </div>
      ) : null}
      <DragOverlay dropAnimation={null}>
        {dragged ? (
          <div className="board-card board-card-held">
            <CardLines {...card(dragged)} moves={[]} />
          </div>
        ) : null}
      </DragOverlay>
    </DndContext>
  )
}

function dropText(deal: Opportunity, to: PipelineStage | undefined): string | undefined {
  if (!to) return undefined
  if (to.canonical === 'closed_won' || to.canonical === 'closed_lost')
    return `Mark ${deal.name} as ${to.canonical === 'closed_won' ? 'won' : 'lost'}`
  return `Move ${deal.name} to ${to.name}`
}

interface LaneProps {
  stage: Stage
  /** What a drop here does, while something that may go here is dragged. */
  landing: string | undefined
  head: ReactNode
  children: ReactNode
}

function Lane({ stage, landing: text, head, children }: LaneProps) {
  const { setNodeRef, isOver } = useDroppable({ id: stage })
  return (
    <section ref={setNodeRef} className={isOver && text ? 'lane lane-over' : 'lane'} aria-label={STAGE_LABELS[stage]}>
      {head}
      {isOver && text ? <div className="drop-here drop-over lane-drop">{text}</div> : null}
      {children}
    </section>
  )
}

function EndZone({ stage, text }: { stage: Stage; text: string }) {
  const { setNodeRef, isOver } = useDroppable({ id: stage })
  return (
    <div ref={setNodeRef} className={isOver ? 'drop-here drop-over' : 'drop-here'}>
      {text}
    </div>
  )
}

/** J and K step through the cards, M opens the menu of the one that has focus. */
function useBoardKeys() {
  const links = () => [...document.querySelectorAll<HTMLElement>('[data-card] a')]
  const step = (by: 1 | -1) => {
    const all = links()
    const at = all.findIndex((link) => link.closest('[data-card]')?.contains(document.activeElement))
    all[Math.max(0, Math.min(all.length - 1, at + by))]?.focus()
  }
  useKeys([
    { keys: 'j', name: 'Next deal', group: 'Board', run: () => step(1) },
    { keys: 'k', name: 'Previous deal', group: 'Board', run: () => step(-1) },
    {
      keys: 'm',
      name: 'Move the deal to a stage',
      group: 'Board',
      run: () => document.activeElement?.closest('[data-card]')?.querySelector<HTMLElement>('[data-move] button')?.click(),
    },
  ])
}

/** What a screen reader hears while a card is dragged: names, not ids. */
function announcementsOf(columns: Board['columns']) {
  const name = (id: unknown) => columns.flatMap((column) => column.deals).find((deal) => deal.id === id)?.name ?? 'The deal'
  const place = (id: unknown) => STAGE_LABELS[id as Stage] ?? 'no stage'
  type Event = { active: { id: unknown }; over?: { id: unknown } | null }
  return {
    onDragStart: ({ active }: Event) => `${name(active.id)} picked up`,
    onDragOver: ({ active, over }: Event) => (over ? `${name(active.id)} over ${place(over.id)}` : undefined),
    onDragEnd: ({ active, over }: Event) =>
      over ? moveText(name(active.id), { name: place(over.id), canonical: over.id as Stage }) : undefined,
    onDragCancel: ({ active }: Event) => `${name(active.id)} is back in its place`,
  }
}
