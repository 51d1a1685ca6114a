import type { BuyingRole, Channel } from '../accounts/contact.ts'
import type { Activity } from '../activities/activity.ts'
import type { Instant } from '../values/instant.ts'
import type { Money } from '../values/money.ts'
import type { Segment } from './opportunity.ts'
import type { ForecastCategory, Stage } from './stage.ts'

/** A deal's fields as far as they were known; a key that was never learnt is absent. */
export interface DealFacts {
  readonly name?: string
  readonly accountId?: string | null
  readonly ownerId?: string | null
  readonly pipelineId?: string
  readonly stageId?: string
  readonly stageName?: string
  readonly stage?: Stage
  readonly amount?: Money | null
  readonly listAmount?: Money | null
  readonly expectedCloseOn?: string | null
  readonly actualCloseOn?: string | null
  readonly closedAt?: string | null
  readonly forecastCategory?: ForecastCategory
  readonly probability?: number | null
  readonly nextAction?: string | null
  readonly nextActionDueOn?: string | null
  readonly segment?: Segment | null
  readonly leadSource?: string | null
  readonly dealType?: string | null
  readonly description?: string | null
  readonly lostReason?: string | null
}

/** A person on the deal, as known then. Addresses are mailbox keys: what makes two records one thread. */
export interface DealPerson {
  readonly contactId: string
  readonly externalId: string | null
  readonly name: string
  readonly title: string | null
  readonly department: string | null
  readonly reportsToId: string | null
  readonly mailboxKeys: readonly string[]
  readonly mergedIntoId: string | null
  readonly doNotContact: boolean
  readonly preferredChannel: Channel | null
  readonly optedOutChannels: readonly Channel[]
  readonly roles: readonly BuyingRole[]
  readonly joinedAt: Instant
}

/** The customer, as known then. */
export interface DealAccount {
  readonly id: string
  readonly name: string
  readonly segment: Segment | null
  readonly industry: string | null
  readonly employeeCount: number | null
}

export interface StageEntry {
  readonly stage: Stage
  readonly stageName: string
  readonly at: Instant
}

/** All that was known of one deal at an instant. Everything the product says of a deal is a function of this. */
export interface Dossier {
  readonly asOf: Instant
  readonly opportunity: DealFacts
  readonly createdAt: Instant
  readonly removed: boolean
  readonly account: DealAccount | null
  readonly people: readonly DealPerson[]
  /** In order of occurrence; those planned for later than `asOf` are among them when they were known by then. */
  readonly activities: readonly Activity[]
  readonly stages: readonly StageEntry[]
}
