import type { Score } from '../../../domain/values/score.ts'
import { ScoreBar } from '../../ui/score-bar.tsx'

/** Engagement and health alike: good from 70, a warning from 50, below that a risk. */
export function scoreTone(value: number): 'good' | 'warn' | 'risk' {
  return value >= 70 ? 'good' : value >= 50 ? 'warn' : 'risk'
}

/** A person's engagement as a bar with its number; in words where there was no contact to score. */
export function EngagementBar({ name, engagement, width = 48 }: { name: string; engagement: Score; width?: number }) {
  const { value, note } = engagement
  if (value === null || note !== undefined) return <span className="label">{note ?? '–'}</span>
  return <ScoreBar value={Math.round(value)} tone={scoreTone(value)} width={width} label={`Engagement of ${name}`} />
}
