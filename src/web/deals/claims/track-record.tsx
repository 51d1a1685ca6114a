import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import { paths } from '../../app/paths.ts'
import { Button } from '../../ui/button.tsx'
import { dateText } from '../../ui/date-text.ts'
import { Status } from '../../ui/status.tsx'
import { JudgementLine } from './judgement-line.tsx'
import type { Claims } from './use-claims.ts'

/** What the records beside the claims rest on; and what was called of claims that are no longer made. */
export function TrackRecord({ claims, keys, today }: { claims: Claims; keys: readonly string[]; today: string }) {
  const queries = useQueryClient()
  const compute = useMutation({
    mutationFn: () => api.accuracy.compute({ period: 'quarter' }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['claims', 'records'] }),
  })
  const { records, judgements } = claims
  const earlier = judgements.filter(({ claim }) => !keys.includes(claim))
  return (
    <>
      {records?.basis ? (
        <>
          <p className="label">
            Beside each claim stands what came of it: what the model would have said on past Mondays with what was known then,
            each deal counted once, and what became of it by {dateText(records.basis.asOf, today)}. Model {records.basis.model}.
          </p>
          <p>
            <a href={paths.accuracy()}>Accuracy of all that is said</a>
          </p>
        </>
      ) : null}
      {records?.state === 'computing' ? <Status tone="ai">Past quarters are being forecast again</Status> : null}
      {records && records.basis === null && records.state !== 'computing' ? (
        <p className="label">
          What came of such claims on past days has not been counted yet.{' '}
          <Button size="small" onClick={() => compute.mutate()} disabledReason={compute.isPending ? 'Being started' : undefined}>
            Count it
          </Button>
        </p>
      ) : null}
      {compute.isError ? (
        <p className="risk-text" role="alert">
          {compute.error.message}
        </p>
      ) : null}
      {earlier.length > 0 ? <p className="name">Called before, no longer said</p> : null}
      {earlier.map((one) => (
        <JudgementLine key={one.id} judgement={one} now={undefined} today={today} onTakeBack={claims.takeBack} />
      ))}
    </>
  )
}
