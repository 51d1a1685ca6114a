import { z } from 'zod'
import { Right, Role } from '../domain/access/right.ts'
import { Account } from '../domain/accounts/account.ts'
import { BuyingRole, Channel, Contact, StakeholderRole } from '../domain/accounts/contact.ts'
import { Activity, ActivityKind, Participant } from '../domain/activities/activity.ts'
import { JournalEvent } from '../domain/journal/event.ts'
import { Opportunity, Segment } from '../domain/opportunities/opportunity.ts'
import { ForecastCategory, Pipeline, PipelineStage, Stage } from '../domain/opportunities/stage.ts'
import { Settings } from '../domain/settings/settings.ts'
import { Instant } from '../domain/values/instant.ts'
import { Money } from '../domain/values/money.ts'
import { PlainDate } from '../domain/values/plain-date.ts'
import { Factor, Score } from '../domain/values/score.ts'
import { Product, Rate } from './company.ts'
import { DealTable, ForecastBasis, Projection, RollupNode, TableForecast } from './forecasting.ts'
import { ColumnMapping, FileFacts, FileMapping, Import, ImportReport, Mapping, Rejection, Warning } from './imports.ts'
import type { SchemaNames } from './json-schema.ts'
import { BoardColumn, DealSum, Dossier } from './opportunities.ts'
import { ApiKey, Preferences, Quota, SavedView, TeamNode, User } from './people.ts'
import { ProblemDocument } from './problem-document.ts'
import { Stakeholder, Threading, ThreadingPerson } from './stakeholders.ts'

/** Nouns and values that several operations speak of, by the name under which outside users find them. */
export const SHARED: Readonly<Record<string, z.ZodType>> = {
  Account,
  Activity,
  ActivityKind,
  ApiKey,
  BoardColumn,
  BuyingRole,
  Channel,
  ColumnMapping,
  Contact,
  DealSum,
  DealTable,
  Dossier,
  ExchangeRate: Rate,
  Factor,
  FileFacts,
  FileMapping,
  ForecastBasis,
  ForecastCategory,
  Import,
  Instant,
  ImportReport,
  ImportWarning: Warning,
  JournalEvent,
  Mapping,
  Money,
  Opportunity,
  Participant,
  Pipeline,
  PipelineStage,
  PlainDate,
  Preferences,
  Problem: ProblemDocument,
  Product,
  Projection,
  Quota,
  Rejection,
  Right,
  Role,
  RollupNode,
  SavedView,
  Score,
  Segment,
  Settings,
  Stage,
  Stakeholder,
  StakeholderRole,
  TableForecast,
  TeamNode,
  Threading,
  ThreadingPerson,
  User,
}

/** The same names as a registry of their own, so that nothing outside this document is touched. */
export function sharedSchemas(): SchemaNames {
  const names: SchemaNames = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(SHARED)) names.add(schema, { id })
  return names
}
