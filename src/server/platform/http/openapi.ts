import type { FastifyInstance } from 'fastify'
import { openApiDocument } from '../../../contract/openapi.ts'
import { addDocsPage } from './docs-page.ts'

/** The contract as OpenAPI 3.1, and a page that browses it. */
export function addOpenApi(http: FastifyInstance): void {
  let document: ReturnType<typeof openApiDocument> | undefined
  http.get('/api/openapi.json', async () => (document ??= openApiDocument()))
  addDocsPage(http)
}
