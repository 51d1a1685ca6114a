import type { FastifyInstance } from 'fastify'
import { openApiDocument } from '../../../contract/openapi.ts'

/** The contract as OpenAPI 3.1. The page that browses it is /api/docs. */
export function addOpenApi(http: FastifyInstance): void {
  http.get('/api/openapi.json', async () => openApiDocument())
}
