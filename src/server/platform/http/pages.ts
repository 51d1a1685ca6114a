import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { Problem } from '../../../contract/problem.ts'

/** Filled in per answer, so that the page's own style elements pass the content policy and nobody else's do. */
const NONCE = '__CSP_NONCE__'

/**
 * The web client: hashed assets for a year, and the one page for every address that is no file. The page is never cached,
 * since it names the assets of this build.
 */
export function servePages(folder: string) {
  return async function addPages(http: FastifyInstance): Promise<void> {
    const page = join(folder, 'index.html')
    if (!existsSync(page)) return
    const html = readFileSync(page, 'utf8')
    await http.register(fastifyStatic, {
      root: folder,
      prefix: '/',
      index: false,
      wildcard: false,
      setHeaders: (reply, path) => {
        void reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
    http.get('/*', (request, reply) => {
      if (request.url.startsWith('/api/') || request.url.startsWith('/assets/'))
        throw new Problem('not-found', `There is nothing at ${request.url.split('?')[0]}.`)
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(html.replaceAll(NONCE, request.nonce))
    })
  }
}
