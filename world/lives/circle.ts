import type { Deal } from '../crm/deal.ts'
import type { Customer } from '../crm/customers.ts'
import type { RecordIds } from '../crm/record-ids.ts'
import type { WorldSettings } from '../settings.ts'
import type { Register } from './register.ts'
import type { Lived } from './lived.ts'

/** One of our own people as mail names them. */
export interface Colleague {
  readonly id: string
  readonly name: string
  readonly email: string
}

/** What every part of people's lives is written from and into. */
export interface Circle {
  readonly settings: WorldSettings
  readonly endDay: number
  /** Ids of records that exist only because of people's lives. */
  readonly ids: RecordIds
  readonly register: Register
  /** What came of people, as it happens; nothing of it is exported. */
  readonly lived: Lived
  /** Contacts who left their company, and the Monday from which they are silent. */
  readonly departedOn: ReadonlyMap<string, number>
  readonly colleagues: ReadonlyMap<string, Colleague>
}

/** A customer with all deals there, in the order of their creation. */
export interface Account {
  readonly customer: Customer
  readonly deals: readonly Deal[]
  readonly domain: string
}
