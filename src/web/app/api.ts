import type { Api } from '../../contract/api.ts'
import type { Client } from '../../contract/operation.ts'

// Starts with the shell, so that it is there by the time the session is asked for.
const contract = import('./contract-client.ts')

/** The whole of the product's operations, typed: `api.opportunities.list({ … })`. Every failure is a Problem (see problem-code.ts). */
export const api: Client<Api> = new Proxy({} as Client<Api>, { get: (_, noun) => resourceOf(noun) })

type AnyCall = (input: unknown, options?: unknown) => Promise<unknown>

/** The verbs of a noun: each waits for the client, then calls it. */
function resourceOf(noun: string | symbol): unknown {
  return new Proxy(
    {},
    {
      get: (_, verb) => async (input: unknown, options?: unknown) => {
        const { client } = await contract
        return (client as unknown as Record<string | symbol, Record<string | symbol, AnyCall>>)[noun]?.[verb]?.(input, options)
      },
    },
  )
}

/** Signing in and out is no operation of the contract: the answer is a cookie, set by the sign-in library behind these addresses. */
export async function signIn(email: string, password: string): Promise<void> {
  await post('/api/sign-in', { email, password })
}

/** Demonstration mode only: become one of the people listed by the session. */
export async function signInAs(id: string): Promise<void> {
  await post('/api/demo/sign-in', { id })
}

export async function signOut(): Promise<void> {
  await post('/api/sign-out', {})
}

async function post(address: string, body: object): Promise<void> {
  const { Problem, ProblemDocument, problemOf } = await contract
  const response = await fetch(address, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Problem('unavailable', 'The server did not answer. Nothing was lost; try again.')
  })
  if (response.ok) return
  const document = ProblemDocument.safeParse(await response.json().catch(() => undefined))
  throw document.success
    ? problemOf(document.data)
    : new Problem('bug', `The server answered ${response.status} without saying why.`)
}
