import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { FastifyInstance } from 'fastify'
import type { App } from '../context.ts'

/** Liveness, readiness and Prometheus metrics; none of them tells anything about customers. */
export function addHealth(http: FastifyInstance, app: App): void {
  const loop = monitorEventLoopDelay({ resolution: 10 })
  loop.enable()
  http.addHook('onClose', async () => void loop.disable())
  const requests = new Map<string, { count: number; seconds: number }>()

  http.addHook('onResponse', async (request, reply) => {
    const key = `method="${request.method}",route="${request.routeOptions.url ?? 'none'}",status="${reply.statusCode}"`
    const seen = requests.get(key) ?? { count: 0, seconds: 0 }
    seen.count += 1
    seen.seconds += reply.elapsedTime / 1_000
    requests.set(key, seen)
  })

  http.get('/healthz', async () => ({ status: 'alive' }))

  http.get('/readyz', async (_request, reply) => {
    try {
      await app.pool.query('select 1')
      return { status: 'ready' }
    } catch {
      return reply.status(503).send({ status: 'not ready', because: 'The database does not answer.' })
    }
  })

  http.get('/metrics', async (_request, reply) => {
    const lines = [
      '# HELP quarterdeck_requests_total Answered requests.',
      '# TYPE quarterdeck_requests_total counter',
      ...[...requests].map(([key, { count }]) => `quarterdeck_requests_total{${key}} ${count}`),
      '# HELP quarterdeck_request_seconds_total Time spent answering.',
      '# TYPE quarterdeck_request_seconds_total counter',
      ...[...requests].map(([key, { seconds }]) => `quarterdeck_request_seconds_total{${key}} ${seconds.toFixed(6)}`),
      '# HELP quarterdeck_event_loop_delay_seconds Delay of the event loop since the last scrape.',
      '# TYPE quarterdeck_event_loop_delay_seconds gauge',
      `quarterdeck_event_loop_delay_seconds{quantile="0.99"} ${(loop.percentile(99) / 1e9).toFixed(6)}`,
      `quarterdeck_event_loop_delay_seconds{quantile="1"} ${(loop.max / 1e9).toFixed(6)}`,
      '# TYPE quarterdeck_database_connections gauge',
      `quarterdeck_database_connections{state="open"} ${app.pool.totalCount}`,
      `quarterdeck_database_connections{state="waiting"} ${app.pool.waitingCount}`,
      '# TYPE quarterdeck_resident_memory_bytes gauge',
      `quarterdeck_resident_memory_bytes ${process.memoryUsage.rss()}`,
    ]
    loop.reset()
    return reply.type('text/plain; version=0.0.4').send(`${lines.join('\n')}\n`)
  })
}
