import { groupedBy } from '../../values/grouped.ts'
import type { PersonClaim } from './person-claims.ts'
import type { PastClaim } from './past-claims.ts'

/** One deal on a past day: the chance to be won by now as it was said then, and whether it was. */
export interface PastLook {
  readonly deal: string
  readonly at: number
  readonly said: number
  readonly came: boolean
  readonly stage: string
  /** What was said of deals of the same stage on that day, on average. */
  readonly usual: number
}

/** The looks behind claims of past days: of every deal that was looked at there is one claim about its chance. */
export function looksIn(claims: readonly PastClaim[]): PastLook[] {
  const looks = claims.filter(({ claim }) => claim.startsWith('chance/'))
  const alike = groupedBy(looks, ({ at, stage }) => `${at} ${stage}`)
  return looks.map(({ deal, at, stage, said, came }) => {
    const like = alike.get(`${at} ${stage}`) ?? []
    return { deal, at, stage, said, came, usual: like.reduce((sum, one) => sum + one.said, 0) / like.length }
  })
}

/** What rules said of a deal's people on that day, to be counted beside what the model said: without it, the deal is like others of its stage. */
export function claimsOnLook({ usual, ...look }: PastLook, said: readonly PersonClaim[]): PastClaim[] {
  const names = new Set(said.flatMap(({ counted }) => counted))
  return [...names].map((claim) => ({ ...look, claim, without: usual }))
}
