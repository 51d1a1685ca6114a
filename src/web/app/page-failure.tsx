import type { ErrorComponentProps } from '@tanstack/react-router'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Problem } from '../../contract/problem.ts'
import { Failure } from '../ui/state.tsx'

/** Stands in for a page that failed: refusals of the server in their own words, bugs with a reference that is also in the console. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const [reference] = useState(() => (error instanceof Problem && error.code !== 'bug' ? undefined : crypto.randomUUID().slice(0, 4).toUpperCase()))
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
        {error instanceof Problem ? error.message : 'Nothing you saved is lost.'}
      </Failure>
    </>
  )
}
