import { access, constants, mkdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { StartError } from './start-error.ts'

/** Where data lives: what `--data` says, else QUARTERDECK_DATA, else `data` in the current folder. Absolute. */
export function chooseDataFolder(
  flag: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  cwd: string,
): string {
  return resolve(cwd, flag || environment['QUARTERDECK_DATA'] || 'data')
}

/** Makes the folder, for its owner's eyes only; one that is there keeps its mode. */
export async function createDataFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder)
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw folderError(folder, error)
  }
}

/** One after the other: where a system has no room for folders, as in /proc, Node tries for ever to make those above, too. */
async function makeFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return
  const above = dirname(folder)
  if (above !== folder) await makeFolder(above)
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    // Another process may have been quicker.
    if (!(await isFolder(folder))) throw error
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

function folderError(folder: string, error: unknown): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new StartError('disk-full', `The disk that holds ${folder} is full; free some space and start again.`, error)
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new StartError(
        'folder-unusable',
        `The data folder ${folder} cannot be written by this user; give --data another folder or change its owner.`,
        error,
      )
    case 'EEXIST':
    case 'ENOTDIR':
      return new StartError('folder-unusable', `${folder} is not a folder; give --data another one.`, error)
    case 'ENOENT':
      return new StartError('folder-unusable', `No folder can be made at ${folder}; give --data another one.`, error)
    default:
      return error
  }
}
