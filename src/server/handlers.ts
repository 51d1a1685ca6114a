import { operations as currencies } from './currencies/operations.ts'
import { forecastingBacktest, operations as accuracy } from './accuracy/operations.ts'
import { operations as forecasting } from './forecasting/operations.ts'
import { operations as claims } from './forecasting/claims/operations.ts'
import { operations as scenarios } from './forecasting/scenarios/operations.ts'
import { operations as imports } from './imports/operations.ts'
import { operations as quality } from './quality/operations.ts'
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
import { operations as accounts } from './accounts/operations.ts'
import { operations as alerts } from './alerts/operations.ts'
import { operations as activities } from './activities/operations.ts'
import { operations as champions } from './champions/operations.ts'
import { operations as contacts } from './contacts/operations.ts'
import { operations as identity } from './identity/operations.ts'
import { operations as opportunities } from './opportunities/operations.ts'
import { operations as roles } from './roles/operations.ts'
import { operations as search } from './search/operations.ts'
import { operations as sponsors } from './sponsors/operations.ts'
import { operations as stakeholders } from './stakeholders/operations.ts'
import { operations as network } from './network/operations.ts'
import { operations as relationships } from './relationships/operations.ts'
import type { AllHandlers } from './platform/dispatch.ts'

/** Every noun's operations. A noun that the contract names and this leaves out does not compile. */
export const handlers: Partial<AllHandlers> = {
  imports,
  quality,
  stakeholders,
  champions,
  identity,
  roles,
  sponsors,
  relationships,
  network,
  search,
  opportunities,
  contacts,
  activities,
  alerts,
  accounts,
  session,
  users,
  settings,
  currencies,
  forecasting: { ...forecasting, backtest: forecastingBacktest },
  accuracy,
  claims,
  scenarios,
  jobs,
  journal,
  keys,
  pipelines,
  products,
  quotas,
  teams,
  views,
}
