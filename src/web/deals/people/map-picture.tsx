import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { initials } from '../../ui/avatar.tsx'
import { ROLE_LABELS } from '../../../domain/accounts/contact.ts'
import { scoreTone } from './engagement-bar.tsx'
import { CARD, extent, mapBoxes } from './map-boxes.ts'
import { scored, seatLabel } from './map-card.tsx'
import { MapLinesLayer } from './map-lines-layer.tsx'
import { mapLines } from './map-lines.ts'
import { placed } from './placed.ts'
import type { PersonRow } from './people-rows.ts'
import type { StakeholderMap } from './people-queries.ts'
import { touchState } from './touch-state.ts'

interface PictureProps {
  readonly title: string
  readonly map: StakeholderMap
  readonly rows: readonly PersonRow[]
  readonly today: string
  readonly activeWithinDays: number
}

const MARGIN = 24
const HEAD = 34
const EDGES = { high: 'var(--t1)', medium: 'var(--mute-fill)', low: 'var(--line-2)' } as const
const FONT = "Inter, system-ui, -apple-system, 'Segoe UI', sans-serif"

/** The map as an SVG document of its own: light, with every colour spelt out, for slides and mail. */
export function mapPicture(props: PictureProps): string {
  const host = document.createElement('div')
  const root = createRoot(host)
  flushSync(() => root.render(<Picture {...props} />))
  const svg = host.innerHTML
  root.unmount()
  return spelt(svg)
}

/** The same as a PNG of twice the size, sharp on paper. */
export async function mapPng(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.naturalWidth * 2
    canvas.height = image.naturalHeight * 2
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    const png = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'))
    if (!png) throw new Error('The browser could not draw the map. The SVG file holds the same.')
    return png
  } finally {
    URL.revokeObjectURL(address)
  }
}

function Picture({ title, map, rows, today, activeWithinDays }: PictureProps) {
  const boxes = mapBoxes(placed(map))
  const size = extent(boxes)
  const width = Math.max(320, size.width + 2 * MARGIN)
  const height = size.height + HEAD + 2 * MARGIN
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      fontFamily={FONT}
      fontSize="12"
      role="img"
      aria-label={title}
    >
      <title>{title}</title>
      <rect width={width} height={height} fill="var(--surface)" />
      <text x={MARGIN} y={MARGIN + 8} fontSize="15" fontWeight="600" fill="var(--t1)">
        {title}
      </text>
      <g transform={`translate(${MARGIN} ${MARGIN + HEAD})`}>
        <MapLinesLayer lines={mapLines(map, boxes, undefined)} prefix="picture" />
        {boxes.map((box) => {
          const row = rows.find(({ node }) => node?.contact.id === box.id)
          const ghost = map.ghosts.find(({ id }) => id === box.id)
          return (
            <g key={box.id} transform={`translate(${box.x} ${box.y})`}>
              {row ? <PersonShape row={row} touch={touchState(row, { today, activeWithinDays })} /> : null}
              {ghost ? (
                <>
                  <rect
                    width={CARD.width}
                    height={CARD.height}
                    rx="6"
                    fill="var(--subtle)"
                    stroke="var(--line-ctl)"
                    strokeDasharray="4 3"
                  />
                  <Words x={12} y={26} text={seatLabel(ghost.roles)} weight="600" colour="var(--t1)" />
                  <Words x={12} y={46} text="Not identified" colour="var(--t3)" />
                </>
              ) : null}
            </g>
          )
        })}
      </g>
    </svg>
  )
}

function PersonShape({ row, touch }: { row: PersonRow; touch: ReturnType<typeof touchState> }) {
  const value = scored(row)
  const [role] = row.roles
  return (
    <>
      <rect width={CARD.width} height={CARD.height} rx="6" fill="var(--surface)" stroke="var(--line-2)" />
      {row.influence ? <rect width="4" height={CARD.height} rx="2" fill={EDGES[row.influence]} /> : null}
      <circle cx="25" cy="22" r="12" fill="var(--well)" />
      <text x="25" y="25.5" fontSize="9" fontWeight="600" textAnchor="middle" fill="var(--t2)">
        {initials(row.name)}
      </text>
      <Words x={45} y={20} text={row.name} weight="600" colour="var(--t1)" room={134} />
      <Words x={45} y={36} text={row.title ?? 'Title not known'} colour="var(--t3)" room={134} />
      <Words x={13} y={60} text={role ? ROLE_LABELS[role] : 'No role yet'} colour="var(--t2)" />
      {value === null ? (
        <Words x={13} y={84} text="No contact" colour="var(--t3)" />
      ) : (
        <>
          <rect x="13" y="77" width="48" height="6" rx="3" fill="var(--well)" />
          <rect x="13" y="77" width={(48 * value) / 100} height="6" rx="3" fill={`var(--${scoreTone(value)}-fill)`} />
          <Words x={68} y={84} text={String(Math.round(value))} weight="600" colour="var(--t1)" />
        </>
      )}
      <text x={CARD.width - 10} y="84" textAnchor="end" fill={touch.tone === 'mute' ? 'var(--mute)' : `var(--${touch.tone})`}>
        {row.locked ? 'Do not contact' : touch.text}
      </text>
    </>
  )
}

/** A letter is about so many pixels wide in this size; there is nothing to measure with in a picture. */
const LETTER = 6.6

function Words({
  x,
  y,
  text,
  colour,
  weight,
  room = 160,
}: {
  x: number
  y: number
  text: string
  colour: string
  weight?: string
  room?: number
}) {
  const most = Math.floor(room / LETTER)
  return (
    <text x={x} y={y} fill={colour} {...(weight ? { fontWeight: weight } : {})}>
      {text.length > most ? `${text.slice(0, most - 1)}…` : text}
    </text>
  )
}

/** Colours in place of their names: other programs know no tokens. */
function spelt(svg: string): string {
  const probe = document.createElement('span')
  probe.style.colorScheme = 'light'
  document.body.append(probe)
  const colours = new Map<string, string>()
  const colour = (name: string) => {
    probe.style.color = `var(${name})`
    return getComputedStyle(probe).color
  }
  const said = svg.replaceAll(/var\((--[\w-]+)\)/g, (_, name: string) => {
    const known = colours.get(name) ?? colour(name)
    colours.set(name, known)
    return known
  })
  probe.remove()
  return said
}
