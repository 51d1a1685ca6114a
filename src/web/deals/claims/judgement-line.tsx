import { useState } from 'react'
import { dateText, withDates } from '../../ui/date-text.ts'
import { Status } from '../../ui/status.tsx'
import type { Judgement } from './claim-queries.ts'

interface JudgementLineProps {
  judgement: Judgement
  /** The claim as it is made now, where it still is: what has changed since is told. */
  now: string | undefined
  today: string
  onTakeBack: (judgement: Judgement) => Promise<void>
}

/** What somebody called a claim, of which words, and why. */
export function JudgementLine({ judgement, now, today, onTakeBack }: JudgementLineProps) {
  const { verdict, by, asOf, note, statement, mine } = judgement
  const [problem, setProblem] = useState<string>()
  return (
    <p className="judgement">
      <Status tone={verdict === 'right' ? 'good' : 'warn'}>{verdict === 'right' ? 'Right' : 'Wrong'}</Status>{' '}
      <span className="label">
        {mine ? 'you' : (by?.name ?? 'Somebody')}, {dateText(asOf, today)}
        {note ? `: ${note}` : ''}
        {statement === now ? '' : `. It then said: ${withDates(statement, today)}`}
      </span>
      {mine ? (
        <button
          type="button"
          className="link-button"
          onClick={() => {
            onTakeBack(judgement).catch((refusal: unknown) =>
              setProblem(refusal instanceof Error ? refusal.message : 'Not taken back'),
            )
          }}
        >
          Take back
          <span className="unseen">
            {' '}
            that it is {verdict}: {withDates(statement, today)}
          </span>
        </button>
      ) : null}
      {problem ? (
        <span className="risk-text" role="alert">
          {problem}
        </span>
      ) : null}
    </p>
  )
}
