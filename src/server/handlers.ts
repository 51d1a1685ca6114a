import { operations as currencies } from './currencies/operations.ts'
import { operations as jobs } from './jobs/operations.ts'
import { operations as journal } from './journal/operations.ts'
import { operations as keys } from './keys/operations.ts'
import { operations as pipelines } from './pipelines/operations.ts'
import { operations as products } from './products/operations.ts'
import { operations as quotas } from './quotas/operations.ts'
import { operations as session } from './session/operations.ts'
import { operations as settings } from './settings/operations.ts'
import { operations as teams } from './teams/operations.ts'
import { operations as users } from './users/operations.ts'
import { operations as views } from './views/operations.ts'
import type { AllHandlers } from './platform/dispatch.ts'

/** Every noun's operations. A noun that the contract names and this leaves out does not compile. */
export const handlers: Partial<AllHandlers> = {
  session,
  users,
  settings,
  currencies,
  jobs,
  journal,
  keys,
  pipelines,
  products,
  quotas,
  teams,
  views,
}
