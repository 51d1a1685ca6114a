import { execFileSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

export const HOW_TO_GET_CHROMIUM =
  'No Chromium was found. Install one (Debian and Ubuntu: apt-get install chromium), or set CHROMIUM_PATH to a Chromium or Chrome you have.'

/**
 * A Chromium that starts here: CHROMIUM_PATH, one on the PATH, else the one that npm brought.
 * @returns {Promise<string | undefined>} its path
 */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (starts(named)) return named
    throw new Error(`CHROMIUM_PATH is ${named}, which does not start.`)
  }
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
  const found = onPath.find((file) => executable(file) && starts(file))
  return found ?? (await packagedChromium())
}

/** @sparticuz/chromium unpacks a statically packed Chromium into the temporary folder; it exists for x64 Linux only. */
async function packagedChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  try {
    const { default: packaged } = await import('@sparticuz/chromium')
    const file = await packaged.executablePath()
    return starts(file) ? file : undefined
  } catch {
    return undefined
  }
}

function executable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function starts(file) {
  try {
    execFileSync(file, ['--version'], { stdio: 'ignore', timeout: 20_000 })
    return true
  } catch {
    return false
  }
}
