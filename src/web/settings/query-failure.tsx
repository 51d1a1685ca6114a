import { problemCode } from '../app/problem-code.ts'
import { Failure } from '../ui/state.tsx'

/** Stands where an answer should be: what could not be loaded, that nothing is lost, and another attempt. */
export function QueryFailure({ what, query }: { what: string; query: { error: Error | null; refetch: () => unknown } }) {
  return (
    <Failure title={`Could not load ${what}`} onRetry={() => void query.refetch()}>
      {problemCode(query.error) ? query.error?.message : 'Nothing you saved is lost.'}
    </Failure>
  )
}
