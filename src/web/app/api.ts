import routes from 'virtual:routes'
import { createClient } from '../../contract/client.ts'
import { Problem, readProblem } from '../../contract/problem.ts'

/** The whole of the product's operations, typed: `api.opportunities.list({ … })`. Every failure is a Problem (see problem-code.ts). */
export const api = createClient(
  { baseUrl: '', fetch: (input, init) => fetch(input, init), newKey: () => crypto.randomUUID() },
  routes,
)

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
  const response = await fetch(address, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Problem('unavailable', 'The server did not answer. Nothing was lost; try again.')
  })
  if (response.ok) return
  throw (
    readProblem(await response.json().catch(() => undefined)) ??
    new Problem('bug', `The server answered ${response.status} without saying why.`)
  )
}
