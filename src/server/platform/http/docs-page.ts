import type { FastifyInstance } from 'fastify'
import type { JsonSchema } from '../../../contract/json-schema.ts'
import { openApiDocument } from '../../../contract/openapi.ts'
import { jsonHtml, operationHtml, type DescribedOperation } from './docs-page-operation.ts'
import { SCRIPT, STYLE } from './docs-page-style.ts'
import { escaped } from './html.ts'

/** The contract as a page for people: every operation by noun, with its fields, answer and names. Made once, then only stamped. */
export function addDocsPage(http: FastifyInstance): void {
  let parts: readonly string[] | undefined
  http.get('/api/docs', async (request, reply) => {
    parts ??= docsPage().split(NONCE)
    return reply.type('text/html; charset=utf-8').send(parts.join(request.nonce))
  })
}

const NONCE = '__NONCE__'

function docsPage(): string {
  const document = openApiDocument()
  const paths = document['paths'] as Record<string, Record<string, DescribedOperation>>
  const nouns = (document['tags'] as { name: string }[]).map(({ name }) => name)
  const schemas = (document['components'] as { schemas: Record<string, JsonSchema> }).schemas
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, op]) => ({ noun: op.tags[0], html: operationHtml(path, method, op) })),
  )
  const group = (noun: string) =>
    section(
      noun,
      titled(noun),
      all.filter((one) => one.noun === noun).map(({ html }) => html),
    )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Quarterdeck API</title>
<style nonce="${NONCE}">${STYLE}</style>
</head>
<body>
<header>
<h1>Quarterdeck API</h1>
<p>Everything that the product does, for programs: over HTTP, as a command and as a tool for agents. Machines read <a href="/api/openapi.json">/api/openapi.json</a>. Send an API key as <code>x-api-key</code>. A refusal is a <a href="#schema-Problem">Problem</a>.</p>
<label for="search">Find an operation or a schema</label>
<input id="search" type="search" autocomplete="off" spellcheck="false">
<p id="found" role="status"></p>
<nav aria-label="Nouns"><ul>${[...nouns, 'schemas'].map((noun) => `<li><a href="#${noun}">${escaped(titled(noun))}</a></li>`).join('')}</ul></nav>
</header>
<main>
${nouns.map(group).join('\n')}
${section(
  'schemas',
  'Schemas',
  Object.entries(schemas).map(([name, schema]) => schemaEntry(name, schema)),
)}
</main>
<script nonce="${NONCE}">${SCRIPT}</script>
</body>
</html>
`
}

function section(id: string, title: string, items: readonly string[]): string {
  return `<section aria-labelledby="${escaped(id)}"><h2 id="${escaped(id)}">${escaped(title)}</h2>\n${items.join('\n')}\n</section>`
}

function schemaEntry(name: string, schema: JsonSchema): string {
  return `<details id="schema-${escaped(name)}" data-text="${escaped(name.toLowerCase())}"><summary>${escaped(name)}</summary><div>${jsonHtml(schema)}</div></details>`
}

function titled(noun: string): string {
  return noun.charAt(0).toUpperCase() + noun.slice(1)
}
