import { Delta } from '../../ui/delta.tsx'

/** A change of a chance in whole points: "▼ 11 pts". */
export function PointsDelta({ change }: { change: number }) {
  const points = Math.round(100 * change)
  return <Delta change={points} text={`${Math.abs(points)} ${Math.abs(points) === 1 ? 'pt' : 'pts'}`} />
}
