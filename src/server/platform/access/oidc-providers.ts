import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { StartError } from '../data-folder/start-error.ts'
import { OidcProvider } from './auth-options.ts'

/**
 * The providers in the data folder's sign-in.json (`[{ id, domain, issuer, clientId, clientSecret }]`); none when there is
 * no such file. One that does not fit stops the start with what is wrong in it.
 */
export async function readOidcProviders(dataFolder: string): Promise<OidcProvider[]> {
  const path = join(dataFolder, 'sign-in.json')
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]'
    throw error
  })
  try {
    return z.array(OidcProvider).parse(JSON.parse(text))
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : 'It is not JSON.'
    throw new StartError('folder-unusable', `The sign-in providers in ${path} do not fit. ${why}`, error)
  }
}
