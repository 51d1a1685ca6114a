import { createClient } from '../../contract/client.ts'

/** The client made from the contract. It brings every schema along, so the shell loads it beside itself, not in itself. */
export const client = createClient({ baseUrl: '', fetch: (input, init) => fetch(input, init), newKey: () => crypto.randomUUID() })

export { Problem, ProblemDocument, problemOf } from '../../contract/problem.ts'
