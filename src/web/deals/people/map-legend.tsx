import { STROKES } from './map-lines-layer.tsx'
import type { LineLook } from './map-lines.ts'

const ALWAYS: readonly LineLook[] = ['supports', 'conflicts', 'reports']

/** What edges and lines mean, with a piece of each; of the rarer lines those that are drawn. */
export function MapLegend({ drawn }: { drawn: ReadonlySet<LineLook> }) {
  const looks = [...ALWAYS, ...(['influences', 'reaches', 'works-with'] as const).filter((look) => drawn.has(look))]
  return (
    <ul className="map-legend" aria-label="What the map shows">
      {(['high', 'medium', 'low'] as const).map((level) => (
        <li key={level}>
          <i className={`map-legend-edge keeps-colour map-edge-${level}`} />
          {level === 'high' ? 'High influence' : level === 'medium' ? 'Medium' : 'Low'}
        </li>
      ))}
      {looks.map((look) => {
        const { colour, dashes, arrow, words } = STROKES[look]
        return (
          <li key={look}>
            <svg width="22" height="8" aria-hidden="true">
              <path d="M1 4 H15" stroke={colour} strokeWidth="1.6" strokeDasharray={dashes} strokeLinecap="round" />
              {arrow ? (
                <path d="M14 0.5 L21 4 L14 7.5 Z" fill={colour} />
              ) : (
                <path d="M15 4 H21" stroke={colour} strokeWidth="1.6" />
              )}
            </svg>
            {words}
          </li>
        )
      })}
    </ul>
  )
}
