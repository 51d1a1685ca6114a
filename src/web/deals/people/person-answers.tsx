import { Definitions } from '../../ui/facts.tsx'
import { InspectorSection } from '../../ui/inspector.tsx'
import { Status } from '../../ui/status.tsx'
import type { ThreadingPerson } from '../deal-queries.ts'

type Answers = ThreadingPerson['answers']['theirs']

/** Whether somebody is quieter than they ever are, and how soon each side answers the other. */
export function PersonAnswers({ thread }: { thread: ThreadingPerson }) {
  const { silence, answers } = thread
  if (thread.interactions === 0) return null
  return (
    <InspectorSection title="Answers">
      <p>
        <Status tone={silence.silent ? 'warn' : 'good'}>{silence.sentence.replace(/\.$/, '')}</Status>
      </p>
      <Definitions
        facts={[
          { id: 'theirs', label: 'They answer us', value: answersText(answers.theirs) },
          { id: 'ours', label: 'We answer them', value: answersText(answers.ours) },
        ]}
      />
    </InspectorSection>
  )
}

/** "8 of 10, within 2 days": how often, and in how long half of the time. */
export function answersText({ turns, answered, medianDays, waiting }: Answers): string {
  if (turns === 0) return 'Nothing to answer yet'
  return [
    `${answered} of ${turns}`,
    medianDays === null ? null : `within ${daysText(medianDays)}`,
    waiting ? `one waiting for ${daysText(waiting.days)}` : null,
  ]
    .filter(Boolean)
    .join(', ')
}

function daysText(days: number): string {
  if (days < 1) return days * 24 < 1.5 ? '1 hour' : `${Math.round(days * 24)} hours`
  return Math.round(days) === 1 ? '1 day' : `${Math.round(days)} days`
}
