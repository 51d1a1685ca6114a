import { Agent, request } from 'node:http'
import { randomBytes } from 'node:crypto'
import { runProgram } from './program.ts'

/** A read: its path, and what it is sent where that does not fit into a request line. */
export type Asked = string | { readonly path: string; readonly body: unknown }

/** Somebody of the company who asks the server over HTTP, with the cookie that a browser would have. */
export interface Asker {
  readonly role: string
  readonly cookie: string
  /** The parsed answer. @throws Error when it is a refusal */
  get<T>(path: string): Promise<T>
  /** Uploads a file to be imported, without storing it; answers its id. */
  upload(name: string, text: string): Promise<string>
  send<T>(method: 'POST' | 'PATCH' | 'PUT', path: string, body: unknown): Promise<T>
  /** Milliseconds from the request to the last byte of the answer. */
  time(read: Asked): Promise<number>
}

export const PASSWORD = randomBytes(12).toString('hex')
export const ADMIN_EMAIL = 'bench@company.example'

const withAdmin = new Set<string>()

/** Gives the company an admin by the command line, before it is first served; one of an earlier run gets this run's password. */
export async function addAdmin(data: string): Promise<void> {
  if (withAdmin.has(data)) return
  withAdmin.add(data)
  const { stdout } = await runProgram(['users', 'list', '--q', 'bench', '--json', '--data', data])
  const { items } = JSON.parse(stdout) as { items: { id: string; email: string }[] }
  const known = items.find(({ email }) => email === ADMIN_EMAIL)
  const which = known ? ['set-password', known.id] : ['create', '--name', 'Bench', '--email', ADMIN_EMAIL, '--role', 'admin']
  await runProgram(['users', ...which, '--password', PASSWORD, '--data', data])
}

/** Signs in over HTTP. */
export async function signIn(url: string, email: string, role: string): Promise<Asker> {
  const answer = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  })
  if (!answer.ok) throw new Error(`${email} could not sign in: ${await answer.text()}`)
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return asker(url, cookie, role)
}

interface Answer {
  readonly status: number
  readonly text: string
  readonly milliseconds: number
}

/** A connection that lay idle may be closed by the server just as it is used again: then it is asked once more. */
class ClosedMeanwhile extends Error {}

function asker(url: string, cookie: string, role: string): Asker {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const once = (method: string, path: string, body?: unknown): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const started = performance.now()
      const headers = { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
      const asked = request(`${url}/api${path}`, { method, headers, agent }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          const milliseconds = performance.now() - started
          const text = Buffer.concat(chunks).toString()
          if (response.statusCode === 200) resolve({ status: response.statusCode, text, milliseconds })
          else reject(new Error(`${method} ${path} answered ${response.statusCode}: ${text.slice(0, 500)}`))
        })
        response.on('error', reject)
      })
      asked.on('error', (error) => reject(asked.reusedSocket ? new ClosedMeanwhile() : error))
      asked.end(body === undefined ? undefined : JSON.stringify(body))
    })
  const ask: typeof once = async (...request) => {
    try {
      return await once(...request)
    } catch (error) {
      if (error instanceof ClosedMeanwhile) return once(...request)
      throw error
    }
  }
  return {
    role,
    cookie,
    get: async <T>(path: string) => JSON.parse((await ask('GET', path)).text) as T,
    send: async <T>(method: string, path: string, body: unknown) => JSON.parse((await ask(method, path, body)).text) as T,
    async upload(name, text) {
      const form = new FormData()
      form.append('file', new Blob([text], { type: 'text/csv' }), name)
      const answer = await fetch(`${url}/api/imports`, { method: 'POST', headers: { cookie }, body: form })
      const said = await answer.text()
      if (!answer.ok) throw new Error(`The upload of ${name} was refused: ${said}`)
      return (JSON.parse(said) as { id: string }).id
    },
    time: async (read) => (await (typeof read === 'string' ? ask('GET', read) : ask('POST', read.path, read.body))).milliseconds,
  }
}
