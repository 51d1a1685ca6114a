import type { Line, LineLook } from './map-lines.ts'

interface Stroke {
  readonly colour: string
  readonly width: number
  readonly dashes?: string
  readonly arrow: boolean
  readonly words: string
}

/** How each kind of line is drawn: by colour, by its dashes, and by whether it ends in an arrow. */
export const STROKES: Readonly<Record<LineLook, Stroke>> = {
  reports: { colour: 'var(--line-2)', width: 1.5, arrow: false, words: 'Reports to' },
  missing: { colour: 'var(--line-2)', width: 1.5, dashes: '4 4', arrow: false, words: 'Not identified' },
  supports: { colour: 'var(--good-fill)', width: 1.6, arrow: true, words: 'Supports' },
  conflicts: { colour: 'var(--risk-fill)', width: 1.6, dashes: '1.5 4', arrow: true, words: 'Argues against' },
  influences: { colour: 'var(--t3)', width: 1.4, arrow: true, words: 'Influences' },
  reaches: { colour: 'var(--accent)', width: 1.4, dashes: '6 4', arrow: true, words: 'Can bring us to' },
  'works-with': { colour: 'var(--mute-fill)', width: 1.2, dashes: '1.5 4', arrow: false, words: 'Works with' },
}

/** The lines of a map, in its own coordinates. Those that nobody has confirmed are thinner. */
export function MapLinesLayer({ lines, prefix }: { lines: readonly Line[]; prefix: string }) {
  const arrows = [...new Set(lines.map(({ look }) => look))].filter((look) => STROKES[look].arrow)
  return (
    <g fill="none" strokeLinecap="round">
      <defs>
        {arrows.map((look) => (
          <marker
            key={look}
            id={`${prefix}-${look}`}
            viewBox="0 0 10 10"
            refX="9"
            refY="5"
            markerWidth="9"
            markerHeight="9"
            markerUnits="userSpaceOnUse"
            orient="auto-start-reverse"
          >
            <path d="M0 0 L10 5 L0 10 Z" fill={STROKES[look].colour} />
          </marker>
        ))}
      </defs>
      {lines.map(({ id, look, path, suggested }) => {
        const { colour, width, dashes, arrow } = STROKES[look]
        return (
          <path
            key={id}
            d={path}
            stroke={colour}
            strokeWidth={suggested ? width * 0.75 : width}
            strokeDasharray={dashes}
            {...(arrow ? { markerEnd: `url(#${prefix}-${look})` } : {})}
          />
        )
      })}
    </g>
  )
}
