import { ScoreBar } from '../../ui/score-bar.tsx'
import type { ThreadingPerson } from '../deal-queries.ts'

/** Engagement and health alike: good from 70, a warning from 50, below that a risk. */
export function scoreTone(value: number): 'good' | 'warn' | 'risk' {
  return value >= 70 ? 'good' : value >= 50 ? 'warn' : 'risk'
}

/** A person's engagement as a bar with its number; a dash where there was no contact to score. */
export function EngagementBar({ person, width = 48 }: { person: Pick<ThreadingPerson, 'contact' | 'engagement'>; width?: number }) {
  const { value } = person.engagement
  if (value === null)
    return (
      <span className="label" title={person.engagement.note}>
        –
      </span>
    )
  return <ScoreBar value={Math.round(value)} tone={scoreTone(value)} width={width} label={`Engagement of ${person.contact.name}`} />
}
