declare module 'pg-copy-streams' {
  import type { Readable, Writable } from 'node:stream'
  import type { Submittable } from 'pg'

  /** A stream that COPY … FROM STDIN reads from; handed to client.query(). */
  export function from(text: string, options?: { readonly highWaterMark?: number }): Writable & Submittable

  /** A stream of the rows that COPY … TO STDOUT writes; handed to client.query(). */
  export function to(text: string): Readable & Submittable
}
