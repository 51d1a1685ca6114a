import type { BuyingRole } from '../../accounts/contact.ts'
import type { DealPerson } from '../../opportunities/dossier.ts'
import type { Instant } from '../../values/instant.ts'
import type { Score } from '../../values/score.ts'
import type { Seniority } from '../roles/seniority.ts'
import type { Standing } from './entered-at.ts'

/** Somebody of the map with what is known of them alone, before anybody else is looked at. */
export interface MapPerson {
  /** The id of the record that stands for the person. */
  readonly id: string
  readonly person: DealPerson
  readonly sameAs: readonly DealPerson[]
  readonly onDeal: boolean
  readonly roles: readonly BuyingRole[]
  readonly seniority: Seniority | null
  readonly standing: Standing
  readonly engagement: Score
  readonly trend: 'up' | 'flat' | 'down' | null
  readonly interactions: number
  readonly inbound: number
  readonly outbound: number
  readonly lastTouch: Instant | null
  readonly daysSince: number | null
  readonly active: boolean
  readonly why: string
  /** One of the person's records says that they must not be contacted. */
  readonly locked: boolean
}
