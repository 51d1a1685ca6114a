import { execFileSync } from 'node:child_process'
import { accessSync, chmodSync, constants, mkdirSync, writeFileSync } from 'node:fs'
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

/**
 * @sparticuz/chromium carries a Chromium for x64 Linux, packed, with the libraries that a bare system lacks. It is unpacked
 * once, into node_modules, and started through a script that lets it find them.
 */
async function packagedChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const folder = join(import.meta.dirname, '..', 'node_modules', '.cache', 'chromium')
  const script = join(folder, 'start')
  if (executable(script) && starts(script)) return script
  mkdirSync(folder, { recursive: true })
  try {
    // The package unpacks into the temporary folder, and its libraries only where it takes itself to be in a bare container.
    const unpack = "import('@sparticuz/chromium').then(({ default: packaged }) => packaged.executablePath())"
    execFileSync(process.execPath, ['--eval', unpack], {
      stdio: 'ignore',
      cwd: folder,
      env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
    })
  } catch {
    return undefined
  }
  const libraries =
    'LD_LIBRARY_PATH="$here/al2023/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" FONTCONFIG_PATH="${FONTCONFIG_PATH:-$here/fonts}"'
  writeFileSync(script, `#!/bin/sh\nhere=$(dirname "$0")\nexport ${libraries}\nexec "$here/chromium" "$@"\n`)
  chmodSync(script, 0o755)
  return starts(script) ? script : undefined
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
