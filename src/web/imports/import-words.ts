import type { Tone } from '../ui/status.tsx'
import type { api } from '../app/api.ts'

export type Import = Awaited<ReturnType<typeof api.imports.get>>
export type ImportStatus = Import['status']
export type Mapping = NonNullable<Import['mapping']>
export type FileMapping = Mapping['files'][number]
export type ColumnMapping = FileMapping['columns'][number]
export type FileFacts = Import['files'][number]
export type ImportReport = NonNullable<Import['report']>

/** What an import can store, in the words of the screen. */
const NOUN_LABELS: Readonly<Record<string, string>> = {
  users: 'Our people',
  owners: 'Owners',
  managers: 'Who manages whom',
  teams: 'Teams',
  'team-members': 'Who is in which team',
  accounts: 'Accounts',
  contacts: 'People',
  contracts: 'Contracts',
  products: 'Products',
  pipelines: 'Pipelines',
  stages: 'Stages',
  opportunities: 'Deals',
  'opportunity-history': 'History of deals',
  'opportunity-lines': 'Products on deals',
  stakeholders: 'People on deals',
  activities: 'Activities',
  'activity-participants': 'Who took part in activities',
  quotas: 'Quotas',
  'exchange-rates': 'Exchange rates',
}

export function nounText(noun: string): string {
  return NOUN_LABELS[noun] ?? noun
}

export const STATUS_WORDS: Readonly<Record<ImportStatus, { tone: Tone; word: string }>> = {
  uploaded: { tone: 'info', word: 'Uploaded' },
  previewing: { tone: 'info', word: 'Being read' },
  previewed: { tone: 'warn', word: 'Waits to be stored' },
  storing: { tone: 'info', word: 'Being stored' },
  stored: { tone: 'good', word: 'Stored' },
  failed: { tone: 'risk', word: 'Failed' },
  discarded: { tone: 'mute', word: 'Thrown away' },
}

const RECOGNISED: Readonly<Record<string, string>> = {
  salesforce: 'Salesforce export',
  hubspot: 'HubSpot export',
  generic: 'Tables of your own',
}

export function recognisedText(recognised: string | null): string {
  return recognised === null ? 'Not recognised yet' : (RECOGNISED[recognised] ?? recognised)
}

const DELIMITERS: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'vertical bar' }

/** How a file is written: "UTF-8, comma, lines end in CRLF". */
export function factsText(file: FileFacts): string {
  return `${file.encoding.toUpperCase()}, ${DELIMITERS[file.delimiter] ?? `"${file.delimiter}"`}, lines end in ${file.lineEnding}`
}

/** "1.2 MB", in steps of a thousand. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  const [size, unit] = bytes < 999_500 ? [bytes / 1e3, 'kB'] : bytes < 999_500_000 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB']
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`
}

export function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
