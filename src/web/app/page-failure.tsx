import type { ErrorComponentProps } from '@tanstack/react-router'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Failure } from '../ui/state.tsx'
import { problemCode } from './problem-code.ts'

/** Stands in for a page that failed: refusals of the server in their own words, bugs with a reference that is also in the console. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const [reference] = useState(() =>
    (problemCode(error) ?? 'bug') !== 'bug' ? undefined : crypto.randomUUID().slice(0, 4).toUpperCase(),
  )
  useEffect(() => {
    if (reference) console.error(`Ref ${reference}`, error)
  }, [reference, error])
  return (
    <>
      <h1 className="unseen">This page could not be shown</h1>
      <Failure
        title="This page could not be shown"
        reference={reference}
        onRetry={() => {
          reset()
          void router.invalidate()
        }}
      >
        {problemCode(error) ? (error as Error).message : 'Nothing you saved is lost.'}
      </Failure>
    </>
  )
}
