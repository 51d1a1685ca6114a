import { accounts, contacts } from './accounts.ts'
import { accuracy, backtest } from './accuracy.ts'
import { alerts } from './alerts.ts'
import { activities } from './activities.ts'
import { champions } from './champions.ts'
import { claims } from './claims.ts'
import { currencies, jobs, journal, pipelines, products, search, settings } from './company.ts'
import { forecasting } from './forecasting.ts'
import { identity } from './identity.ts'
import { imports, quality } from './imports.ts'
import { network } from './network.ts'
import type { Resource } from './operation.ts'
import { opportunities } from './opportunities.ts'
import { keys, quotas, session, teams, users, views } from './people.ts'
import { relationships } from './relationships.ts'
import { roles } from './roles.ts'
import { scenarios } from './scenarios.ts'
import { sponsors } from './sponsors.ts'
import { stakeholders } from './stakeholders.ts'

/** The table of contents of the product: every operation that any client can call. */
export const api = {
  session,
  opportunities,
  accounts,
  contacts,
  identity,
  stakeholders,
  champions,
  roles,
  sponsors,
  relationships,
  network,
  activities,
  alerts,
  forecasting: { ...forecasting, backtest },
  accuracy,
  claims,
  scenarios,
  imports,
  quality,
  users,
  teams,
  quotas,
  settings,
  pipelines,
  products,
  currencies,
  views,
  keys,
  journal,
  search,
  jobs,
} satisfies Record<string, Resource>

export type Api = typeof api
export type Noun = keyof Api
