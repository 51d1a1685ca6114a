import { z } from 'zod'
import { JournalEntry } from '../domain/journal/event.ts'
import { ForecastCategory, Pipeline, PipelineStage, Stage } from '../domain/opportunities/stage.ts'
import { patchOf } from '../domain/settings/patch-of.ts'
import { RoleSettingsPatch } from '../domain/settings/role-settings.ts'
import { Settings } from '../domain/settings/settings.ts'
import { WebAddress } from '../domain/settings/web-address.ts'
import { CurrencyCode, Money } from '../domain/values/money.ts'
import { PageInput } from '../domain/values/page.ts'
import { PlainDate } from '../domain/values/plain-date.ts'
import { operation, type Resource } from './operation.ts'

const id = z.guid()

export const settings = {
  get: operation({
    summary: 'What the company has set, with defaults filled in',
    route: 'GET /settings',
    allow: 'settings:read',
    input: z.object({}),
    output: Settings,
  }),
  defaults: operation({
    summary: 'What holds for a company that has set nothing',
    route: 'GET /settings/defaults',
    allow: 'settings:read',
    input: z.object({}),
    output: Settings,
  }),
  update: operation({
    summary: 'Change company settings',
    route: 'PATCH /settings',
    allow: 'settings:write',
    input: z.object({
      companyName: z.string().trim().min(1).max(200).optional(),
      webAddress: WebAddress.nullable().optional().describe('Where people reach this server, for links in messages'),
      baseCurrency: CurrencyCode.optional(),
      fiscalYearStartMonth: z.int().min(1).max(12).optional(),
      weekStart: z.int().min(1).max(7).optional(),
      threading: patchOf(Settings.shape.threading.unwrap()).optional(),
      champions: patchOf(Settings.shape.champions.unwrap()).optional(),
      sponsors: patchOf(Settings.shape.sponsors.unwrap()).optional(),
      roles: RoleSettingsPatch.optional(),
      forecast: patchOf(Settings.shape.forecast.unwrap()).optional(),
    }),
    output: Settings,
  }),
} satisfies Resource

export const pipelines = {
  list: operation({
    summary: 'Pipelines and their stages, with the common stage each stands for',
    route: 'GET /pipelines',
    allow: 'settings:read',
    input: z.object({}),
    output: z.object({ items: z.array(Pipeline) }),
  }),
  create: operation({
    summary: 'Create a pipeline with its stages',
    route: 'POST /pipelines',
    allow: 'settings:write',
    input: z.object({ name: z.string().trim().min(1).max(200) }),
    output: Pipeline,
  }),
  addStage: operation({
    summary: 'Add a stage to a pipeline',
    route: 'POST /pipelines/{id}/stages',
    allow: 'settings:write',
    input: z.object({
      id,
      name: z.string().trim().min(1).max(100),
      canonical: Stage,
      position: z.int().min(0).max(100).optional(),
    }),
    output: PipelineStage,
  }),
  updateStage: operation({
    summary: 'Rename a stage, move it, or map it to another common stage; deals in it follow',
    route: 'PATCH /stages/{id}',
    allow: 'settings:write',
    input: z.object({
      id,
      name: z.string().trim().min(1).max(100).optional(),
      canonical: Stage.optional(),
      position: z.int().min(0).max(100).optional(),
      probability: z.int().min(0).max(100).nullable().optional(),
      forecastCategory: ForecastCategory.nullable().optional(),
      active: z.boolean().optional(),
    }),
    output: PipelineStage,
  }),
} satisfies Resource

export const Product = z.object({
  id,
  name: z.string(),
  code: z.string().nullable(),
  family: z.string().nullable(),
  listPrice: Money.nullable(),
  active: z.boolean(),
})

export const products = {
  list: operation({
    summary: 'What we sell',
    route: 'GET /products',
    allow: 'settings:read',
    input: z.object({ q: z.string().trim().max(200).optional() }),
    output: z.object({ items: z.array(Product) }),
  }),
} satisfies Resource

export const Rate = z.object({ currency: CurrencyCode, from: PlainDate, perBase: z.number().positive(), source: z.string() })

export const currencies = {
  list: operation({
    summary: 'Currencies with their dated rates against the base currency',
    route: 'GET /currencies',
    allow: 'settings:read',
    input: z.object({}),
    output: z.object({
      base: CurrencyCode,
      items: z.array(z.object({ code: CurrencyCode, name: z.string(), digits: z.int() })),
      rates: z.array(Rate),
    }),
  }),
  setRate: operation({
    summary: 'Set the rate of a currency from a day on',
    route: 'PUT /currencies/{currency}/rates',
    allow: 'settings:write',
    input: z.object({ currency: CurrencyCode, from: PlainDate, perBase: z.number().positive().max(1e9) }),
    output: Rate,
  }),
} satisfies Resource

export const journal = {
  list: operation({
    summary: 'The journal: every change with who, what, when it was true, when it was learnt, before and after',
    route: 'GET /journal',
    allow: 'journal:read',
    input: PageInput.extend({
      noun: z.string().max(40).optional(),
      subject: z.guid().optional(),
      type: z.string().max(60).optional(),
      actor: z.guid().optional(),
      source: z.string().max(60).optional(),
      from: PlainDate.optional(),
      to: PlainDate.optional(),
    }),
    output: z.object({ items: z.array(JournalEntry), next: z.string().nullable() }),
  }),
} satisfies Resource

export const search = {
  find: operation({
    summary: 'Find deals, accounts and people by name',
    route: 'GET /search',
    allow: 'signed-in',
    input: z.object({ q: z.string().trim().min(1).max(200), limit: z.int().min(1).max(50).default(8) }),
    output: z.object({
      items: z.array(
        z.object({ kind: z.enum(['deal', 'account', 'person']), id, name: z.string(), context: z.string().nullable() }),
      ),
    }),
  }),
} satisfies Resource

export const jobs = {
  list: operation({
    summary: 'Work that runs in the background, newest first',
    route: 'GET /jobs',
    allow: 'signed-in',
    input: z.object({}),
    output: z.object({
      items: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          title: z.string(),
          state: z.enum(['waiting', 'running', 'done', 'failed']),
          progress: z.number().min(0).max(1).nullable(),
          startedAt: z.string().nullable(),
          endedAt: z.string().nullable(),
          problem: z.string().nullable(),
        }),
      ),
    }),
  }),
} satisfies Resource
