import { api } from '../contract/api.ts'
import { createClient } from '../contract/client.ts'

export type Call = (noun: string, verb: string, input: Record<string, unknown>) => Promise<unknown>

/** Carries operations out on a running server, as whoever the key belongs to. */
export function remoteCall(server: string, key: string | undefined, http: typeof fetch, newKey: () => string): Call {
  const client = createClient(
    {
      baseUrl: server.replace(/\/+$/, ''),
      fetch: http,
      newKey,
      ...(key === undefined ? {} : { headers: { 'x-api-key': key } }),
    },
    api,
  )
  const nouns = client as unknown as Readonly<
    Record<string, Readonly<Record<string, (input: Record<string, unknown>) => Promise<unknown>>>>
  >
  return async (noun, verb, input) => {
    const operation = nouns[noun]?.[verb]
    if (!operation) throw new Error(`No operation ${noun}.${verb}`)
    return operation(input)
  }
}
