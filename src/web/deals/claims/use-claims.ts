import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { api } from '../../app/api.ts'
import { useUndo } from '../../app/undo.tsx'
import { claimRecordsQuery, claimsQuery, type ClaimRecords, type Judgement, type PersonClaim } from './claim-queries.ts'

/** A claim as a page shows it. */
export interface ShownClaim {
  readonly key: string
  readonly statement: string
  readonly counted: readonly string[]
}

export interface Claims {
  readonly people: readonly PersonClaim[]
  readonly judgements: readonly Judgement[]
  readonly records: ClaimRecords | undefined
  readonly judge: (claim: ShownClaim, verdict: Judgement['verdict'], note?: string) => Promise<void>
  readonly takeBack: (judgement: Judgement) => Promise<void>
}

/** What people called of a deal's claims, what came of such claims before, and the way to call one; every step can be undone. */
export function useClaims(deal: string): Claims {
  const queries = useQueryClient()
  const offerUndo = useUndo()
  const said = useQuery(claimsQuery(deal)).data
  const records = useQuery(claimRecordsQuery).data
  const stale = useCallback(() => queries.invalidateQueries({ queryKey: ['claims'] }), [queries])
  const call = useCallback(
    (claim: string, verdict: Judgement['verdict'], note: string | null | undefined) =>
      api.claims.judge({ deal, claim, verdict, ...(note ? { note } : {}) }),
    [deal],
  )
  return useMemo(() => {
    const judgements = said?.judgements ?? []
    return {
      people: said?.people ?? [],
      judgements,
      records,
      async judge(claim, verdict, note) {
        const before = judgements.find((one) => one.mine && one.claim === claim.key)
        const made = await call(claim.key, verdict, note)
        await stale()
        offerUndo({
          text: `Called ${verdict}: ${claim.statement}`,
          undo: () =>
            (before ? call(before.claim, before.verdict, before.note) : api.claims.withdraw({ deal, judgement: made.id })).then(
              stale,
            ),
        })
      },
      async takeBack(judgement) {
        await api.claims.withdraw({ deal, judgement: judgement.id })
        await stale()
        offerUndo({
          text: `Taken back: ${judgement.statement}`,
          undo: () => call(judgement.claim, judgement.verdict, judgement.note).then(stale),
        })
      },
    }
  }, [deal, said, records, call, stale, offerUndo])
}
