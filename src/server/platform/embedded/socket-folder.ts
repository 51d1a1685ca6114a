import { createHash } from 'node:crypto'
import { chown, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canRead, type ServerUser } from './server-user.ts'

const SOCKET_NAME = '.s.PGSQL.5432'
/** A socket's path has 107 bytes on Linux, 103 on macOS. */
const LONGEST = 103

/**
 * A folder for the database's socket that only its user (and root) can enter: whoever can, needs no password. In the data
 * folder, unless its path is too long for a socket or the database runs as another user; then in the temporary folder.
 */
export async function makeSocketFolder(data: string, user: ServerUser): Promise<string> {
  const near = join(data, 'socket')
  if (!user.other && fits(near)) {
    await rm(near, { recursive: true, force: true })
    await mkdir(near, { mode: 0o700 })
    return near
  }
  const temporary = fits(join(tmpdir(), NAME_LENGTH)) && (await canRead(tmpdir(), user)) ? tmpdir() : '/tmp'
  const folder = join(temporary, `quarterdeck-${createHash('sha256').update(`${data} ${user.uid}`).digest('hex').slice(0, 16)}`)
  await rm(folder, { recursive: true, force: true }).catch(() => undefined)
  return (await claimed(folder, user)) ? folder : handOver(await mkdtemp(`${folder}-`), user)
}

export async function removeSocketFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}

const NAME_LENGTH = 'quarterdeck-0123456789abcdef-123456'

/** False when somebody else's folder stands where ours should: a name that can be guessed can be taken. */
async function claimed(folder: string, user: ServerUser): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
  await handOver(folder, user)
  return true
}

async function handOver(folder: string, user: ServerUser): Promise<string> {
  if (user.other) await chown(folder, user.uid, user.gid)
  return folder
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, SOCKET_NAME)) <= LONGEST
}
