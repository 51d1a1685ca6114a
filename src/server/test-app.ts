import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Role } from '../domain/access/right.ts'
import type { Api } from '../contract/api.ts'
import type { Client } from '../contract/operation.ts'
import { handlers } from './handlers.ts'
import { openApp } from './open-app.ts'
import { cloneDatabase } from './platform/db/test-database.ts'
import { createDispatch, type Dispatch } from './platform/dispatch.ts'
import type { App, Principal } from './platform/context.ts'
import { SYSTEM } from './platform/context.ts'
import type { SignIn } from './platform/access/sign-in.ts'

export interface TestApp {
  readonly app: App
  readonly dispatch: Dispatch
  /** Calls operations as the system, which sees everything. */
  readonly system: Client<Api>
  /** Calls operations as a person who is stored with this role. */
  as(userId: string, role: Role): Client<Api>
  /** Stores a person of ours and gives their id. */
  person(name: string, role: Role): Promise<string>
  close(): Promise<void>
}

export interface TestSettings {
  /** The instant that operations take for now. */
  readonly now?: string
  readonly signIn?: (app: Omit<App, 'signIn'>) => Promise<SignIn>
  readonly demo?: boolean
  /** Servers of the test that may be reached, as `host:port`; nothing else can be. */
  readonly ownHosts?: readonly string[]
}

const NOBODY_SIGNS_IN: SignIn = {
  principalOf: async () => null,
  handle: async () => new Response(null, { status: 404 }),
  withPassword: async () => ({ kind: 'refused' }),
  asPerson: async () => ({ kind: 'refused' }),
  end: async () => [],
  create: async () => randomUUID(),
  setPassword: async () => undefined,
  isPassword: async () => false,
  setEmail: async () => undefined,
  revokeAll: async () => undefined,
  keys: { list: async () => [], create: () => Promise.reject(new Error('No keys in this test')), revoke: async () => false },
}

/** The real server on a clone of the migrated database, without HTTP: for tests beside the operations. */
export async function testApp(settings: TestSettings = {}): Promise<TestApp> {
  const clone = await cloneDatabase()
  const dataFolder = await mkdtemp(join(tmpdir(), 'quarterdeck-test-'))
  const { now } = settings
  const { app, close } = await openApp({
    connection: clone.connection,
    dataFolder,
    log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    demo: settings.demo ?? false,
    secret: 'the secret of a test 0123456789',
    // No test asks a name server or leaves this computer.
    outbound: { ownHosts: settings.ownHosts ?? [], resolve: async () => [] },
    clock: () => (now ? new Date(now) : new Date()),
    workerOf: (noun) => new URL(`./${noun}/worker.ts`, import.meta.url).href,
    signIn: settings.signIn ?? (async () => NOBODY_SIGNS_IN),
  })
  const dispatch = createDispatch(app, handlers, { checkOutput: true })

  return {
    app,
    dispatch,
    system: caller(dispatch, SYSTEM),
    as: (userId, role) => caller(dispatch, { kind: 'user', userId, name: 'Test person', role }),
    async person(name, role) {
      const row = await app.db
        .insertInto('users')
        .values({ name, role, email: `${randomUUID()}@example.test` })
        .returning('id')
        .executeTakeFirstOrThrow()
      return row.id
    },
    async close() {
      await close()
      await clone.drop()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

function caller(dispatch: Dispatch, principal: Principal): Client<Api> {
  const noun = (name: string) =>
    new Proxy(
      {},
      {
        get: (_target, verb) => (input: unknown) =>
          dispatch({ noun: name, verb: String(verb), input, principal, source: 'test' }),
      },
    )
  return new Proxy({}, { get: (_target, name) => noun(String(name)) }) as Client<Api>
}
