import { z } from 'zod'
import { Instant } from '../domain/values/instant.ts'
import { operation, type Resource } from './operation.ts'

const id = z.guid()

/** Nouns that an import can store. */
export const IMPORT_NOUNS = [
  'users',
  'teams',
  'team-members',
  'accounts',
  'contacts',
  'contracts',
  'products',
  'pipelines',
  'stages',
  'opportunities',
  'opportunity-history',
  'opportunity-lines',
  'stakeholders',
  'activities',
  'activity-participants',
  'quotas',
  'exchange-rates',
] as const

/** How one column of a file is read. `target` null keeps the value among the record's own fields; 'skip' leaves it out and says so. */
export const ColumnMapping = z.object({
  column: z.string(),
  target: z.string().nullable(),
  format: z.string().nullable().describe("A date, number or currency format such as 'MM/DD/YY' or '1.234,56'"),
  confidence: z.number().min(0).max(1),
  why: z.string(),
})

export const FileMapping = z.object({
  file: z.string(),
  noun: z.string().nullable(),
  columns: z.array(ColumnMapping),
  /** Values of a column and what they mean here, such as stage names. */
  values: z.record(z.string(), z.record(z.string(), z.string())),
})

export const Mapping = z.object({ recognised: z.enum(['salesforce', 'hubspot', 'generic']), files: z.array(FileMapping) })
export type Mapping = z.infer<typeof Mapping>

export const FileFacts = z.object({
  file: z.string(),
  bytes: z.int(),
  rows: z.int(),
  encoding: z.string(),
  delimiter: z.string(),
  lineEnding: z.string(),
  headers: z.array(z.string()),
  sample: z.array(z.array(z.string())),
})

export const Rejection = z.object({
  file: z.string(),
  line: z.int(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  problem: z.string(),
})

export const Warning = z.object({ kind: z.string(), file: z.string(), count: z.int(), example: z.string(), advice: z.string() })

export const ImportReport = z.object({
  recognised: z.enum(['salesforce', 'hubspot', 'generic']),
  read: z.record(z.string(), z.int()),
  stored: z.record(z.string(), z.int()),
  changed: z.record(z.string(), z.int()),
  unchanged: z.record(z.string(), z.int()),
  rejected: z.array(Rejection),
  warnings: z.array(Warning),
})
export type ImportReport = z.infer<typeof ImportReport>

export const Import = z.object({
  id,
  status: z.enum(['uploaded', 'previewing', 'previewed', 'storing', 'stored', 'failed', 'discarded']),
  recognised: z.string().nullable(),
  files: z.array(FileFacts),
  mapping: Mapping.nullable(),
  report: ImportReport.nullable(),
  rejectedCount: z.int(),
  progress: z.object({ step: z.string(), done: z.number().min(0).max(1) }).nullable(),
  problem: z.string().nullable(),
  createdAt: Instant,
  storedAt: Instant.nullable(),
  by: z.string().nullable(),
})

export const imports = {
  list: operation({
    summary: 'Imports, newest first',
    route: 'GET /imports',
    allow: 'data:read',
    input: z.object({ limit: z.int().min(1).max(100).default(20) }),
    output: z.object({ items: z.array(Import.omit({ files: true, mapping: true })) }),
  }),
  get: operation({
    summary: 'One import: its files, mapping, preview and quality report',
    route: 'GET /imports/{id}',
    allow: 'data:read',
    input: z.object({ id }),
    output: Import,
  }),
  preview: operation({
    summary: 'Read the uploaded files with a mapping and say what would be stored; stores nothing',
    route: 'POST /imports/{id}/preview',
    allow: 'data:import',
    input: z.object({ id, mapping: Mapping.optional() }),
    output: Import,
  }),
  store: operation({
    summary: 'Store a previewed import in one transaction',
    route: 'POST /imports/{id}/storage',
    allow: 'data:import',
    input: z.object({ id, withRejections: z.boolean().default(true).describe('false: store nothing if any row is rejected') }),
    output: Import,
  }),
  discard: operation({
    summary: 'Throw an import away that was not stored',
    route: 'DELETE /imports/{id}',
    allow: 'data:import',
    input: z.object({ id }),
    output: z.object({ id }),
  }),
  rejections: operation({
    summary: 'The rejected rows of an import as CSV, with file, line, column, value and what to do',
    route: 'GET /imports/{id}/rejections',
    allow: 'data:read',
    input: z.object({ id }),
    output: z.object({ fileName: z.string(), csv: z.string() }),
  }),
  mappings: operation({
    summary: 'Saved mappings',
    route: 'GET /import-mappings',
    allow: 'data:read',
    input: z.object({}),
    output: z.object({
      items: z.array(z.object({ id, name: z.string(), signature: z.string(), mapping: Mapping, updatedAt: Instant })),
    }),
  }),
  saveMapping: operation({
    summary: 'Save a mapping under a name, to be used again for files with the same columns',
    route: 'PUT /import-mappings',
    allow: 'data:import',
    input: z.object({ name: z.string().trim().min(1).max(100), mapping: Mapping }),
    output: z.object({ id }),
  }),
} satisfies Resource

/** What the company's stored data lacks or contradicts, as a work list. */
export const quality = {
  report: operation({
    summary: 'Missing, stale, conflicting and duplicate data, with a score and a work list',
    route: 'GET /data-quality',
    allow: 'data:read',
    input: z.object({}),
    output: z.object({
      score: z.number().min(0).max(100).nullable(),
      checked: z.int(),
      issues: z.array(
        z.object({
          kind: z.string(),
          title: z.string(),
          count: z.int(),
          of: z.int(),
          advice: z.string(),
          examples: z.array(z.object({ id, noun: z.enum(['deal', 'account', 'person']), name: z.string(), detail: z.string() })),
        }),
      ),
    }),
  }),
} satisfies Resource
