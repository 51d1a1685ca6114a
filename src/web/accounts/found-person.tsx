import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { paths } from '../app/paths.ts'
import { Inspector, InspectorSection } from '../ui/inspector.tsx'
import { Failure } from '../ui/state.tsx'
import { personQuery } from './account-queries.ts'
import { PersonInspector } from './person-inspector.tsx'

/** Somebody whom the search found: goes on to the account they are at; who is at none is shown here. */
export function FoundPerson({ id, onClose }: { id: string; onClose: () => void }) {
  const router = useRouter()
  const answer = useQuery(personQuery(id))
  const account = answer.data?.account?.id
  useEffect(() => {
    if (account) router.history.replace(`${paths.account(account)}?person=${encodeURIComponent(id)}`)
  }, [account, id, router])
  if (answer.isError)
    return (
      <Inspector title="Person" label="Person" width={352} onClose={onClose}>
        <InspectorSection>
          <Failure title="Could not show this person">{answer.error.message}</Failure>
        </InspectorSection>
      </Inspector>
    )
  return answer.data && !account ? <PersonInspector person={answer.data} onClose={onClose} /> : null
}
