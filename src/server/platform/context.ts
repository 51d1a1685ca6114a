import type { ClientConfig, Pool } from 'pg'
import type { Logger } from 'pino'
import type { Role } from '../../domain/access/right.ts'
import type { Sight } from '../../domain/access/sight.ts'
import type { EventType } from '../../domain/journal/event-type.ts'
import type { Instant } from '../../domain/values/instant.ts'
import type { PlainDate } from '../../domain/values/plain-date.ts'
import type { Database, Db } from './db/connect.ts'
import type { Jobs } from './jobs/queue.ts'
import type { Live } from './live/live.ts'
import type { Seal } from './access/sealed.ts'
import type { SignIn } from './access/sign-in.ts'
import type { Outbound } from './outbound/outbound.ts'
import type { Workers } from './workers.ts'

/** What one process has open. Made once by main.ts (or a test), passed down, never reached for. */
export interface App {
  readonly db: Database
  readonly pool: Pool
  /** For worker threads, which open their own connections. */
  readonly connection: ClientConfig
  readonly workers: Workers
  readonly jobs: Jobs
  readonly live: Live
  readonly signIn: SignIn
  /** The only way to other servers. */
  readonly outbound: Outbound
  readonly seal: Seal
  readonly log: Logger
  readonly dataFolder: string
  readonly demo: boolean
  /** Wall clock; tests and replays set it. */
  readonly clock: () => Date
}

/** Who asks. A job or an import acts as the system, yet under its own name. */
export interface Principal {
  readonly kind: 'user' | 'api-key' | 'import' | 'job' | 'system'
  readonly userId: string | null
  readonly name: string
  readonly role: Role
}

export const SYSTEM: Principal = { kind: 'system', userId: null, name: 'Quarterdeck', role: 'admin' }

/** One change, as an operation reports it. `occurredAt` and `recordedAt` are now unless said otherwise. */
export interface NewEvent {
  readonly type: EventType
  readonly noun: string
  readonly subject?: string | null
  readonly opportunityId?: string | null
  readonly accountId?: string | null
  readonly occurredAt?: Instant
  readonly before?: Readonly<Record<string, unknown>> | null
  readonly after?: Readonly<Record<string, unknown>> | null
}

/** What a handler gets. `db` is the transaction of a change, so nothing can be written past it. */
export interface Ctx {
  readonly app: App
  readonly db: Db
  readonly principal: Principal | null
  readonly sight: Sight
  readonly now: Instant
  readonly today: PlainDate
  readonly requestId: string
  /** The surface that the request came through: web, api, cli, mcp, import, job. */
  readonly source: string
  emit(event: NewEvent): void
}
