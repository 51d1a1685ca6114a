import { closeSync, openSync } from 'node:fs'
import type { StdioOptions } from 'node:child_process'
import type { ServerUser } from './server-user.ts'

/** Where a child finds the open folder it inherits: as number 3, after its standard streams. */
export const INHERITED_FOLDER = '/proc/self/fd/3'

/** How to start a program of the database on a folder: `-D` and what the child inherits. */
export interface Reach {
  readonly path: string
  stdio(output: number | 'pipe'): StdioOptions
  /** To be called once the child runs. */
  done(): void
}

/**
 * Lets a child that runs as another user work in a folder whose parents it may not enter (a project under /root, say): it
 * inherits the open folder and reaches it through /proc, where no parent is asked. PostgreSQL changes into its folder when
 * it starts and uses relative paths from then on.
 */
export function reachFolder(folder: string, user: ServerUser): Reach {
  if (!user.other || process.platform !== 'linux') {
    return { path: folder, stdio: (output) => ['ignore', output, output], done: () => undefined }
  }
  const fd = openSync(folder, 'r')
  return {
    path: INHERITED_FOLDER,
    stdio: (output) => ['ignore', output, output, fd],
    done: () => closeSync(fd),
  }
}
