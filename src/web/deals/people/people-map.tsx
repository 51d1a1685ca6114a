import '@xyflow/react/dist/base.css'
import { IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react'
import { ReactFlow, ReactFlowProvider, useReactFlow, useStore, ViewportPortal, type Node, type NodeProps } from '@xyflow/react'
import { createContext, use, useEffect, useMemo } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { fittedView, SMALLEST } from './fitted-view.ts'
import { CARD, extent, mapBoxes, type Box } from './map-boxes.ts'
import { GhostCard, MapCard, type CardContext } from './map-card.tsx'
import { MapLegend } from './map-legend.tsx'
import { MapLinesLayer } from './map-lines-layer.tsx'
import { mapLines } from './map-lines.ts'
import type { PersonRow } from './people-rows.ts'
import type { MapGhost, StakeholderMap } from './people-queries.ts'
import { placed } from './placed.ts'
import './people-map.css'

/** From here on cards show names and roles alone, twice as large. */
const FAR = 0.68
/** The map is as high as its cards, within what a page bears; larger ones are drawn smaller. */
const LOWEST = 320
const HIGHEST = 820
/** Margins and the legend. */
const ROOM = 104
interface PeopleMapProps extends CardContext {
  readonly name: string
  readonly map: StakeholderMap
  readonly rows: readonly PersonRow[]
}

type PersonNode = Node<{ row: PersonRow }, 'person'>
type GhostNode = Node<{ ghost: MapGhost }, 'ghost'>

const Context = createContext<CardContext | null>(null)

/** The people of a deal as cards, and between them who reports to whom and who speaks for or against. Pan by dragging; nothing is moved. */
export function PeopleMap({ name, map, rows, ...context }: PeopleMapProps) {
  const boxes = useMemo(() => mapBoxes(placed(map)), [map])
  return (
    <ReactFlowProvider>
      <Context value={context}>
        <Canvas name={name} map={map} rows={rows} boxes={boxes} selected={context.selected} />
      </Context>
    </ReactFlowProvider>
  )
}

interface CanvasProps {
  name: string
  map: StakeholderMap
  rows: readonly PersonRow[]
  boxes: readonly Box[]
  selected: string | undefined
}

function Canvas({ name, map, rows, boxes, selected }: CanvasProps) {
  const size = useMemo(() => extent(boxes), [boxes])
  const lines = useMemo(() => mapLines(map, boxes, selected), [map, boxes, selected])
  const nodes = useMemo(() => cardsOf(map, rows, boxes), [map, rows, boxes])
  return (
    <div className="people-map" style={{ height: Math.min(HIGHEST, Math.max(LOWEST, size.height + ROOM)) }}>
      <ReactFlow
        nodes={nodes}
        nodeTypes={CARDS}
        aria-label={`Map of the people on ${name}`}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        elementsSelectable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        zoomOnScroll={false}
        zoomOnDoubleClick={false}
        preventScrolling={false}
        minZoom={SMALLEST}
        maxZoom={1.4}
        proOptions={{ hideAttribution: true }}
      >
        <ViewportPortal>
          <svg className="map-lines" width={Math.max(1, size.width)} height={Math.max(1, size.height)} aria-hidden="true">
            <MapLinesLayer lines={lines} prefix="people" />
          </svg>
        </ViewportPortal>
        <Fitting width={size.width} height={size.height} />
      </ReactFlow>
      <MapLegend drawn={new Set(lines.map(({ look }) => look))} />
    </div>
  )
}

/** Keeps the map in sight when it, or the room for it, changes; and lets one come nearer or go back. */
function Fitting({ width, height }: { width: number; height: number }) {
  const flow = useReactFlow()
  const across = useStore((state) => state.width)
  const down = useStore((state) => state.height)
  const zoom = useStore((state) => state.transform[2])
  const root = useStore((state) => state.domNode)
  useEffect(() => {
    if (across > 0 && down > 0) void flow.setViewport(fittedView({ width, height }, { width: across, height: down }))
  }, [flow, width, height, across, down])
  useEffect(() => {
    root?.toggleAttribute('data-far', zoom < FAR)
  }, [root, zoom])
  return (
    <div className="map-zoom" role="group" aria-label="Size of the map">
      <IconButton label="Nearer" size="small" onClick={() => void flow.zoomIn()}>
        <IconPlus size={14} />
      </IconButton>
      <IconButton label="Farther" size="small" onClick={() => void flow.zoomOut()}>
        <IconMinus size={14} />
      </IconButton>
      <IconButton
        label="Whole map"
        size="small"
        onClick={() => void flow.setViewport(fittedView({ width, height }, { width: across, height: down }))}
      >
        <IconMaximize size={14} />
      </IconButton>
    </div>
  )
}

/** In reading order, so that Tab goes through the people as the eye does. */
function cardsOf(map: StakeholderMap, rows: readonly PersonRow[], boxes: readonly Box[]): (PersonNode | GhostNode)[] {
  return boxes.flatMap((box): (PersonNode | GhostNode)[] => {
    const place = { id: box.id, position: { x: box.x, y: box.y }, ...CARD, ...STILL }
    const row = rows.find(({ node }) => node?.contact.id === box.id)
    if (row) return [{ ...place, type: 'person', data: { row } }]
    const ghost = map.ghosts.find(({ id }) => id === box.id)
    return ghost ? [{ ...place, type: 'ghost', data: { ghost } }] : []
  })
}

const STILL = {
  ariaRole: 'presentation',
  domAttributes: { 'aria-roledescription': undefined },
} as const

function PersonCard({ data }: NodeProps<PersonNode>) {
  const context = use(Context)
  return context ? <MapCard row={data.row} context={context} /> : null
}

function MissingCard({ data }: NodeProps<GhostNode>) {
  const context = use(Context)
  return context ? <GhostCard ghost={data.ghost} context={context} /> : null
}

const CARDS = { person: PersonCard, ghost: MissingCard }
