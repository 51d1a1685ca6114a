declare module 'pg-copy-streams' {
  import type { Writable } from 'node:stream'
  import type { Submittable } from 'pg'

  /** A stream that COPY … FROM STDIN reads from; handed to client.query(). */
  export function from(text: string): Writable & Submittable
}
