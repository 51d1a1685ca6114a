import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClientConfig } from 'pg'

/** What a running server tells other commands on the same folder. */
export interface RunningServer {
  readonly pid: number
  /** Where pages and API are served; null until the port is open. */
  readonly url: string | null
  readonly database: ClientConfig
}

export async function writeServerFile(folder: string, server: RunningServer): Promise<void> {
  const file = fileIn(folder)
  await writeFile(`${file}.new`, `${JSON.stringify(server, null, 2)}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
}

/** Undefined where no server has written one. Whether that server still runs is for the folder lock to say. */
export async function readServerFile(folder: string): Promise<RunningServer | undefined> {
  try {
    return JSON.parse(await readFile(fileIn(folder), 'utf8')) as RunningServer
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

export async function removeServerFile(folder: string): Promise<void> {
  await rm(fileIn(folder), { force: true })
}

function fileIn(folder: string): string {
  return join(folder, 'server.json')
}
