import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from '../data-folder/start-error.ts'

const WORDS_THAT_SHIP_WITH_SOMETHING = /better-auth-secret|change-?me|default|example|secret|password/i
const MIN_LENGTH = 32

/**
 * The secret that signs sessions: made at first start, kept in the data folder for its owner alone. `fromEnvironment`
 * (QUARTERDECK_SECRET) goes before it. A short secret or one that somebody else could know is refused with a sentence.
 */
export async function loadSecret(dataFolder: string, fromEnvironment?: string): Promise<string> {
  if (fromEnvironment !== undefined) return fit(fromEnvironment, 'QUARTERDECK_SECRET')
  const path = join(dataFolder, 'secret')
  const kept = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (kept !== undefined) return fit(kept.trim(), path)
  const made = randomBytes(48).toString('base64url')
  await writeFile(path, `${made}\n`, { mode: 0o600, flag: 'wx' })
  return made
}

function fit(secret: string, where: string): string {
  if (secret.length < MIN_LENGTH)
    throw new StartError(
      'folder-unusable',
      `The secret in ${where} is shorter than ${MIN_LENGTH} characters. Use a longer one, or delete it to have one made.`,
    )
  if (WORDS_THAT_SHIP_WITH_SOMETHING.test(secret) || new Set(secret).size < 10)
    throw new StartError(
      'folder-unusable',
      `The secret in ${where} is one that others can guess. Use a random one, or delete it to have one made.`,
    )
  return secret
}
