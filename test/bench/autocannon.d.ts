declare module 'autocannon' {
  import type { EventEmitter } from 'node:events'

  interface Request {
    readonly method?: 'GET' | 'POST'
    readonly path: string
    readonly body?: string
    readonly headers?: Readonly<Record<string, string>>
  }

  interface Options {
    readonly url: string
    readonly connections: number
    /** Answers in all. */
    readonly amount: number
    /** Seconds that one answer may take. */
    readonly timeout?: number
    readonly requests: readonly Request[]
  }

  interface Instance extends EventEmitter {
    on(event: 'response', listener: (client: unknown, status: number, bytes: number, milliseconds: number) => void): this
    on(event: 'done', listener: () => void): this
  }

  export default function autocannon(options: Options, done: (error: Error | null) => void): Instance
}
