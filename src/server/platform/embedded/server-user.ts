import type { Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Whom the database runs as: PostgreSQL refuses root, so then it is the unprivileged `nobody`; else ourselves. */
export interface ServerUser {
  readonly uid: number
  readonly gid: number
  /** Whether that is another user than ours, so that files must be handed over. */
  readonly other: boolean
}

const NOBODY = 65_534

export async function serverUser(cluster: string): Promise<ServerUser> {
  const uid = process.getuid?.()
  const gid = process.getgid?.()
  if (uid === undefined || gid === undefined) return { uid: 0, gid: 0, other: false }
  if (uid !== 0) return { uid, gid, other: false }
  // A folder that an ordinary user made stays that user's, though root starts it now.
  const owner = await stat(cluster).catch(() => undefined)
  return owner !== undefined && owner.uid !== 0
    ? { uid: owner.uid, gid: owner.gid, other: true }
    : { uid: NOBODY, gid: NOBODY, other: true }
}

/** Whether that user can read what is at `path`: no folder on the way may be closed to it. */
export async function canRead(path: string, user: ServerUser): Promise<boolean> {
  if (!user.other) return true
  const found = await stat(path)
  const needed = found.isDirectory() ? READ | PASS : READ
  return (granted(found, user) & needed) === needed && (dirname(path) === path || (await canPass(dirname(path), user)))
}

const READ = 0o4
const PASS = 0o1

async function canPass(folder: string, user: ServerUser): Promise<boolean> {
  if ((granted(await stat(folder), user) & PASS) === 0) return false
  return dirname(folder) === folder || (await canPass(dirname(folder), user))
}

function granted({ mode, uid, gid }: Stats, user: ServerUser): number {
  if (uid === user.uid) return mode >> 6
  return gid === user.gid ? mode >> 3 : mode
}
