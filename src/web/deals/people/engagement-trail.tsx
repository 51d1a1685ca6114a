import { Sparkline } from '../../ui/sparkline.tsx'
import { scoreTone } from './engagement-bar.tsx'
import type { PersonRow } from './people-rows.ts'

/** How a person's engagement went over the last twelve weeks; nothing where there is but one point. */
export function EngagementTrail({ row: { name, trail }, width = 60 }: { row: PersonRow; width?: number }) {
  const [first, last] = [trail[0], trail.at(-1)]
  if (first === undefined || last === undefined || trail.length < 2) return null
  const weeks = trail.length - 1
  return (
    <Sparkline
      values={trail}
      width={width}
      tone={`${scoreTone(last)}-fill`}
      label={`Engagement of ${name} over ${weeks === 1 ? '1 week' : `${weeks} weeks`}: from ${Math.round(first)} to ${Math.round(last)}`}
    />
  )
}
