import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../app/api.ts'
import { useUndo } from '../../app/undo.tsx'
import type { Candidate } from './identity-queries.ts'

/** What somebody may say of two records. Each can be taken back. */
export interface IdentityChanges {
  merge(pair: Candidate): Promise<void>
  keepApart(pair: Candidate): Promise<void>
}

export function useIdentityChanges(): IdentityChanges {
  const queries = useQueryClient()
  const offerUndo = useUndo()
  return useMemo(() => {
    const asked = async (call: Promise<unknown>) => {
      await call
      await Promise.all(
        ['contacts', 'stakeholders', 'accounts', 'quality'].map((noun) => queries.invalidateQueries({ queryKey: [noun] })),
      )
    }
    return {
      async merge({ keep, other }) {
        await asked(api.identity.merge({ contact: other.id, into: keep.id }))
        offerUndo({
          text: `${other.name} merged into ${keep.name}`,
          undo: () => asked(api.identity.unmerge({ contact: other.id })),
        })
      },
      async keepApart({ keep, other }) {
        await asked(api.identity.keepApart({ contact: keep.id, other: other.id }))
        offerUndo({
          text: `${keep.name} and ${other.name} kept apart`,
          undo: () => asked(api.identity.reconsider({ contact: keep.id, other: other.id })),
        })
      },
    }
  }, [queries, offerUndo])
}
