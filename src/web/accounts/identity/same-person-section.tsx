import { useQuery } from '@tanstack/react-query'
import { InspectorSection } from '../../ui/inspector.tsx'
import { samePersonQuery } from './identity-queries.ts'
import { SamePersonPair } from './same-person-pair.tsx'

/** In the inspector of a person: other records that may be theirs. Nothing where there are none. */
export function SamePersonSection({ contact }: { contact: string }) {
  const pairs = useQuery(samePersonQuery(contact)).data?.items ?? []
  if (pairs.length === 0) return null
  return (
    <InspectorSection title="Same person?">
      <ul className="same-person-list same-person-narrow">
        {pairs.map((pair) => (
          <SamePersonPair key={`${pair.keep.id} ${pair.other.id}`} pair={pair} />
        ))}
      </ul>
    </InspectorSection>
  )
}
