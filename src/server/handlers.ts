import { operations as session } from './session/operations.ts'
import { operations as settings } from './settings/operations.ts'
import { operations as users } from './users/operations.ts'
import type { AllHandlers } from './platform/dispatch.ts'

/** Every noun's operations. A noun that the contract names and this leaves out does not compile. */
export const handlers: Partial<AllHandlers> = {
  session,
  users,
  settings,
}
