import type { FastifyInstance, FastifyReply } from 'fastify'
import { Problem } from '../../../contract/problem.ts'
import { may } from '../../../domain/access/right.ts'
import { readSight } from '../access/read-sight.ts'
import type { App, Principal } from '../context.ts'
import { seenAccounts, seenOpportunities } from '../sight.ts'
import type { Told } from '../live/live.ts'

const HEARTBEAT_MS = 20_000

/** Nouns whose changes are told only to those with the right to read them. */
const NEEDS = {
  import: 'data:read',
  quota: 'forecast:read',
  user: 'signed-in',
  team: 'signed-in',
  setting: 'settings:read',
} as const

/** Server-sent events: what changed, to those who may see it. The page then reads again; no value travels here. */
export function addStream(http: FastifyInstance, app: App): void {
  http.get('/api/stream', { config: { rateLimit: false } }, (request, reply) => {
    const { principal } = request
    if (!principal) throw new Problem('unauthenticated', 'Sign in first.')
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, {
      ...setHeaders(reply),
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    raw.write('retry: 2000\n\n')
    const silence = app.live.listen((told) => void tell(told))
    const heartbeat = setInterval(() => raw.write(': here\n\n'), HEARTBEAT_MS)
    raw.on('close', () => {
      silence()
      clearInterval(heartbeat)
    })

    async function tell(told: Told): Promise<void> {
      try {
        if (raw.destroyed || !(await sees(app, principal as Principal, told))) return
        raw.write(
          `id: ${told.id}\ndata: ${JSON.stringify({ type: told.type, noun: told.noun, id: told.subject, deal: told.opportunityId, account: told.accountId })}\n\n`,
        )
      } catch (error) {
        app.log.warn({ error: error instanceof Error ? error.message : String(error) }, 'an announcement could not be told')
      }
    }
  })
}

/** What the hooks have set on an answer that is then taken out of their hands. */
function setHeaders(reply: FastifyReply): Record<string, string | string[]> {
  const set = Object.entries(reply.getHeaders()).filter(([, value]) => value !== undefined)
  return Object.fromEntries(set.map(([name, value]) => [name, Array.isArray(value) ? value : String(value)]))
}

async function sees(app: App, principal: Principal, told: Told): Promise<boolean> {
  if (told.noun === 'many') return true
  const right = NEEDS[told.noun as keyof typeof NEEDS]
  if (right && !may(principal.role, right)) return false
  if (told.opportunityId === null && told.accountId === null) return true
  const seer = { db: app.db, sight: await readSight(app.db, principal, app.clock().toISOString().slice(0, 10)) }
  if (seer.sight.kind === 'all') return true
  const found =
    told.opportunityId === null
      ? await seenAccounts(seer).select('a.id').where('a.id', '=', told.accountId).executeTakeFirst()
      : await seenOpportunities(seer).select('o.id').where('o.id', '=', told.opportunityId).executeTakeFirst()
  return found !== undefined
}
