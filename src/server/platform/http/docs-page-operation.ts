import type { JsonSchema } from '../../../contract/json-schema.ts'
import { escaped } from './html.ts'

/** An operation as it stands in the OpenAPI document. */
export interface DescribedOperation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description: string
  readonly parameters: readonly {
    readonly name?: string
    readonly in?: string
    readonly required?: boolean
    readonly schema?: JsonSchema
  }[]
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: JsonSchema } } }
  readonly responses: { readonly 200: { readonly content: { readonly 'application/json': { readonly schema: JsonSchema } } } }
}

interface Field {
  readonly name: string
  readonly place: string
  readonly required: boolean
  readonly schema: JsonSchema
}

/** One operation: closed a line, open its fields, its answer, and its names as a command and a tool. */
export function operationHtml(path: string, method: string, op: DescribedOperation): string {
  const [noun = '', verb = ''] = op.operationId.split('.')
  const command = `quarterdeck ${noun} ${verb.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
  const text = `${method} ${path} ${op.operationId} ${op.summary}`.toLowerCase()
  return `<details id="${escaped(op.operationId)}" data-text="${escaped(text)}">
<summary><span class="method">${escaped(method.toUpperCase())}</span> <code>${escaped(path)}</code> <span class="what">${escaped(op.summary)}</span></summary>
<div><p>${escaped(op.description)} Command: <code>${escaped(command)}</code>. Tool: <code>${escaped(`${noun}_${verb}`)}</code>.</p>
${fieldTable(fieldsOf(op))}
<h3>Answer</h3>
${schemaHtml(op.responses[200].content['application/json'].schema)}</div></details>`
}

/** A schema: a link where it is a shared noun, otherwise the JSON Schema itself. */
export function schemaHtml(schema: JsonSchema): string {
  return typeof schema['$ref'] === 'string'
    ? `<p>${linkTo(schema['$ref'])}</p>`
    : `<details><summary>Schema</summary><div>${jsonHtml(schema)}</div></details>`
}

export function jsonHtml(value: unknown): string {
  return `<pre tabindex="0"><code>${escaped(JSON.stringify(value, null, 2))}</code></pre>`
}

function fieldsOf(op: DescribedOperation): Field[] {
  const body = op.requestBody?.content['application/json'].schema
  const required = new Set((body?.['required'] as string[] | undefined) ?? [])
  const inBody = Object.entries((body?.['properties'] as Record<string, JsonSchema> | undefined) ?? {}).map(([name, schema]) => ({
    name,
    place: 'body',
    required: required.has(name),
    schema,
  }))
  const others = op.parameters.flatMap(({ name, in: place, required: needed, schema }) =>
    name && place && schema ? [{ name, place, required: needed === true, schema }] : [],
  )
  return [...others, ...inBody]
}

function fieldTable(fields: readonly Field[]): string {
  if (fields.length === 0) return ''
  const rows = fields.map(
    ({ name, place, required, schema }) =>
      `<tr><td><code>${escaped(name)}</code></td><td>${place}${required ? ', required' : ''}</td><td>${typeHtml(schema)}${typeof schema['description'] === 'string' ? `. ${escaped(schema['description'])}` : ''}</td></tr>`,
  )
  return `<h3>Input</h3><div class="table" tabindex="0"><table><thead><tr><th scope="col">Field</th><th scope="col">In</th><th scope="col">What</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

function typeHtml(schema: JsonSchema): string {
  const limits = [
    bound('from', schema['minimum']),
    bound('to', schema['maximum']),
    bound('at least', schema['minLength'], 'characters'),
    bound('at most', schema['maxLength'], 'characters'),
  ].filter((part) => part !== '')
  const fallback = schema['default'] === undefined ? '' : `, default <code>${escaped(JSON.stringify(schema['default']))}</code>`
  return `${kindHtml(schema)}${limits.length > 0 ? `, ${limits.join(' ')}` : ''}${fallback}`
}

function kindHtml(schema: JsonSchema): string {
  if (typeof schema['$ref'] === 'string') return linkTo(schema['$ref'])
  if (Array.isArray(schema['enum']))
    return `one of ${schema['enum'].map((one) => `<code>${escaped(String(one))}</code>`).join(' ')}`
  if (Array.isArray(schema['anyOf'])) return schema['anyOf'].map((one) => kindHtml(one as JsonSchema)).join(' or ')
  if (schema['type'] === 'array') return `list of ${kindHtml((schema['items'] as JsonSchema | undefined) ?? {})}`
  return escaped([schema['type'] ?? 'anything', schema['format']].filter((part) => part !== undefined).join(', '))
}

function bound(word: string, value: unknown, unit = ''): string {
  return typeof value === 'number' ? [word, value, unit].filter((part) => part !== '').join(' ') : ''
}

function linkTo(reference: string): string {
  const name = reference.split('/').at(-1) ?? ''
  return `<a href="#schema-${escaped(name)}">${escaped(name)}</a>`
}
