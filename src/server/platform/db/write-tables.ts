/**
 * Writes tables.ts, the types of the migrated catalogue, from a fresh database with every migration. Run by
 * `npm run tables`; a test fails when the file is stale.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { groupedBy } from '../../../domain/values/grouped.ts'
import { openDatabase } from '../embedded/open-database.ts'
import { migrate } from './migrate.ts'

const TYPES: Readonly<Record<string, string>> = {
  uuid: 'string',
  text: 'string',
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  numeric: 'number',
  date: 'string',
  timestamptz: 'string',
  _text: 'string[]',
  jsonb: 'Json',
  bytea: 'Buffer',
}

interface Column {
  table_name: string
  column_name: string
  udt_name: string
  is_nullable: string
  column_default: string | null
  identity_generation: string | null
  check: string | null
}

/** The text of tables.ts for the catalogue behind `client`. */
export async function tablesOf(client: Client): Promise<string> {
  const { rows } = await client.query<Column>(`
    select c.table_name, c.column_name, c.udt_name, c.is_nullable, c.column_default, c.identity_generation,
      (select pg_get_constraintdef(k.oid) from pg_constraint k
        where k.conrelid = format('%I.%I', c.table_schema, c.table_name)::regclass and k.contype = 'c' and array_length(k.conkey, 1) = 1
          and k.conkey[1] = c.ordinal_position and pg_get_constraintdef(k.oid) ~ 'ARRAY\\[' limit 1) as check
    from information_schema.columns c
    where c.table_schema = 'public' and c.table_name <> 'schema_migrations'
    order by c.table_name, c.ordinal_position`)
  const tables = groupedBy(rows, (row) => row.table_name)
  const parts = [...tables].map(
    ([table, columns]) => `export interface ${typeName(table)}Table {\n${columns.map(fieldOf).join('\n')}\n}`,
  )
  const database = [...tables.keys()].map((table) => `  ${table}: ${typeName(table)}Table`).join('\n')
  return [
    '// Written from the migrated catalogue by write-tables.ts; do not edit.',
    "import type { ColumnType, Generated } from 'kysely'",
    ...parts,
    `export interface Tables {\n${database}\n}\n`,
  ].join('\n\n')
}

function fieldOf(column: Column): string {
  const listed = column.check?.match(/ARRAY\[(.*?)\]/)?.[1]
  const values =
    listed && column.udt_name === 'text' ? [...listed.matchAll(/'([^']*)'::text/g)].map((match) => `'${match[1]}'`) : []
  const base = values.length > 0 ? values.join(' | ') : (TYPES[column.udt_name] ?? 'unknown')
  const nullable = column.is_nullable === 'YES'
  const defaulted = column.column_default !== null || column.identity_generation !== null
  if (base === 'Json') {
    const written = `string${nullable ? ' | null' : ''}${nullable || defaulted ? ' | undefined' : ''}`
    return `  ${column.column_name}: ColumnType<unknown, ${written}, string${nullable ? ' | null' : ''}>`
  }
  const full = nullable ? `${base} | null` : base
  return `  ${column.column_name}: ${defaulted ? `Generated<${full}>` : full}`
}

function typeName(table: string): string {
  return table.replace(/(^|_)(\w)/g, (_match, _gap, letter: string) => letter.toUpperCase())
}

if (import.meta.filename === process.argv[1]) {
  const data = await mkdtemp(join(tmpdir(), 'quarterdeck-tables-'))
  const database = await openDatabase({ data, onProgress: () => undefined })
  try {
    await migrate(database.connection, join(import.meta.dirname, '..', '..', '..', '..', 'migrations'))
    const client = new Client(database.connection)
    await client.connect()
    await writeFile(join(import.meta.dirname, 'tables.ts'), await tablesOf(client))
    await client.end()
  } finally {
    await database.close()
    await rm(data, { recursive: true, force: true })
  }
}
