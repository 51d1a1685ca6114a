import { ROLE_LABELS } from '../../accounts/contact.ts'
import type { Ghost } from './ghosts.ts'
import type { MapEdge } from './map-edge.ts'
import type { MapNode, StakeholderMap } from './stakeholder-map.ts'

/** Size of a card, in pixels. */
export const CARD = { width: 186, height: 98 } as const

/** Left upper corner of the card of each person and ghost. */
export type Places = ReadonlyMap<string, { readonly x: number; readonly y: number }>

const MARGIN = 24
const HEAD = 40
const FOOT = 34
/** Beyond these, lines between people hide the people. */
const MOST_LINES = 12
const INK = { text: '#111827', quiet: '#4b5563', line: '#9ca3af', card: '#ffffff', ghost: '#f3f4f6', bar: '#15803d' } as const
const EDGE_OF = { high: '#111827', medium: '#6b7280', low: '#d1d5db' } as const
const LOOK = {
  supports: { colour: '#15803d', dash: '', word: 'Supports' },
  influences: { colour: '#1d4ed8', dash: '', word: 'Influences' },
  conflicts: { colour: '#b91c1c', dash: '2 4', word: 'Argues against' },
  reaches: { colour: '#7c3aed', dash: '6 3', word: 'Can bring us to' },
} as const
type Drawn = keyof typeof LOOK

/**
 * The map as an SVG document of its own, light, in fonts that every computer has. Reporting lines and the lines between people, what
 * is confirmed before what is suggested and the strongest first, at most twelve; whoever must not be contacted is marked so.
 */
export function mapPicture(map: Pick<StakeholderMap, 'nodes' | 'edges' | 'ghosts'>, places: Places, title: string): string {
  const corners = [...places.values()]
  const width = Math.max(480, ...corners.map(({ x }) => x + CARD.width)) + 2 * MARGIN
  const height = Math.max(0, ...corners.map(({ y }) => y + CARD.height)) + 2 * MARGIN + HEAD + FOOT
  const cards = [
    ...map.nodes.map((node) => placed(places, node.id, personCard(node))),
    ...map.ghosts.map((ghost) => placed(places, ghost.id, ghostCard(ghost))),
  ]
  const reports = map.edges.filter(({ kind }) => kind === 'reports-to').map(({ from, to }) => branch(places, to, from, ''))
  const missing = map.ghosts.map(({ id, ask }) => (ask === null ? '' : branch(places, ask, id, '4 3')))
  const between = map.edges.filter(isDrawn).toSorted(byStrength).slice(0, MOST_LINES)
  const kinds = new Set(between.map(({ kind }) => kind as Drawn))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="Inter, 'Segoe UI', Arial, sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    `<defs>${[...kinds].map(arrowHead).join('')}</defs>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="${MARGIN}" y="${MARGIN + 12}" font-size="15" font-weight="600" fill="${INK.text}">${escaped(title)}</text>`,
    `<g transform="translate(${MARGIN} ${MARGIN + HEAD})">`,
    ...reports,
    ...missing,
    ...cards,
    ...between.map((edge) => lineOf(places, edge)),
    '</g>',
    ...[...kinds].map((kind, i) => legend(kind, MARGIN + i * 130, height - MARGIN)),
    '</svg>',
  ].join('\n')
}

function personCard({ person, roles, influence, engagement, daysSince, locked, interactions }: MapNode): string {
  const [role] = roles
  const value = interactions === 0 ? null : engagement.value
  const touch = locked
    ? 'Do not contact'
    : daysSince === null
      ? 'No contact'
      : daysSince === 1
        ? '1 day ago'
        : `${daysSince} days ago`
  return [
    `<rect width="${CARD.width}" height="${CARD.height}" rx="6" fill="${INK.card}" stroke="${INK.line}"/>`,
    influence.level === null ? '' : `<rect width="4" height="${CARD.height}" rx="2" fill="${EDGE_OF[influence.level]}"/>`,
    words(14, 24, person.name, { weight: 600 }),
    words(14, 41, person.title ?? 'Title not known', { colour: INK.quiet }),
    words(14, 62, role === undefined ? 'No role yet' : ROLE_LABELS[role], { colour: INK.quiet }),
    value === null ? '' : `<rect x="14" y="76" width="${Math.round((48 * value) / 100)}" height="6" rx="3" fill="${INK.bar}"/>`,
    value === null ? '' : words(68, 84, String(Math.round(value)), { weight: 600 }),
    `<text x="${CARD.width - 10}" y="84" text-anchor="end" fill="${locked ? LOOK.conflicts.colour : INK.quiet}">${touch}</text>`,
  ].join('')
}

function ghostCard({ roles, candidates }: Ghost): string {
  const label = roles.map((role) => ROLE_LABELS[role]).join(' or ')
  const could = candidates[0] ? `Perhaps ${candidates[0].name}` : 'Nobody suggested'
  return [
    `<rect width="${CARD.width}" height="${CARD.height}" rx="6" fill="${INK.ghost}" stroke="${INK.line}" stroke-dasharray="4 3"/>`,
    words(14, 28, label, { weight: 600 }),
    words(14, 48, 'Not identified', { colour: INK.quiet }),
    words(14, 70, could, { colour: INK.quiet }),
  ].join('')
}

function placed(places: Places, id: string, card: string): string {
  const at = places.get(id)
  return at ? `<g transform="translate(${at.x} ${at.y})">${card}</g>` : ''
}

/** From below one card to the top of another. */
function branch(places: Places, upper: string, lower: string, dash: string): string {
  const [from, to] = [places.get(upper), places.get(lower)]
  if (!from || !to) return ''
  const x1 = from.x + CARD.width / 2
  const x2 = to.x + CARD.width / 2
  const y1 = from.y + CARD.height
  return `<path d="M${x1} ${y1} V${(y1 + to.y) / 2} H${x2} V${to.y}" fill="none" stroke="${INK.line}"${dash ? ` stroke-dasharray="${dash}"` : ''}/>`
}

function isDrawn({ kind }: MapEdge): boolean {
  return kind in LOOK
}

function byStrength(a: MapEdge, b: MapEdge): number {
  return Number(a.state === 'suggested') - Number(b.state === 'suggested') || b.strength - a.strength
}

function lineOf(places: Places, { from: start, to: end, kind }: MapEdge): string {
  const [from, to] = [places.get(start), places.get(end)]
  if (!from || !to) return ''
  const { colour, dash } = LOOK[kind as Drawn]
  const right = to.x >= from.x
  const x1 = from.x + (right ? CARD.width : 0)
  const x2 = to.x + (right ? 0 : CARD.width)
  const [y1, y2] = [from.y + CARD.height / 2, to.y + CARD.height / 2]
  const bend = from.x === to.x ? CARD.width / 3 : (x2 - x1) / 2
  const side = from.x === to.x ? x1 : x2
  return `<path d="M${x1} ${y1} C${x1 + bend} ${y1} ${side + (from.x === to.x ? bend : -bend)} ${y2} ${side} ${y2}" fill="none" stroke="${colour}" stroke-width="1.5"${dash ? ` stroke-dasharray="${dash}"` : ''} marker-end="url(#head-${kind})"/>`
}

function arrowHead(kind: Drawn): string {
  return `<marker id="head-${kind}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="${LOOK[kind].colour}"/></marker>`
}

function legend(kind: Drawn, x: number, y: number): string {
  const { colour, dash, word } = LOOK[kind]
  return `<path d="M${x} ${y - 4} h22" stroke="${colour}" stroke-width="1.5"${dash ? ` stroke-dasharray="${dash}"` : ''}/><text x="${x + 28}" y="${y}" fill="${INK.quiet}">${word}</text>`
}

/** A letter is about so many pixels wide; there is nothing to measure with. */
const LETTER = 6.6

function words(
  x: number,
  y: number,
  text: string,
  { colour = INK.text, weight = 400 }: { colour?: string; weight?: number },
): string {
  const most = Math.floor((CARD.width - x - 8) / LETTER)
  const shown = text.length > most ? `${text.slice(0, most - 1)}…` : text
  return `<text x="${x}" y="${y}" font-weight="${weight}" fill="${colour}">${escaped(shown)}</text>`
}

/** Names come from imports: what XML would read as markup, and control characters that no document may hold, do not reach it. */
function escaped(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
