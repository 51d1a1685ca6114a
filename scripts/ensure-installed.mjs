import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { say } from './say.mjs'

/**
 * Installs what the lock file names, unless it is there already: once installed nothing touches the network.
 * npm's own settings hold (`ignore-scripts`, registry, proxies), because it is npm that installs.
 * @param {string} root the project folder
 */
export async function ensureInstalled(root) {
  const missing = await missingPackages(root)
  if (missing.length === 0) return
  say(`Installing packages (${missing.length} to fetch); this takes about a minute the first time.`)
  const started = Date.now()
  const code = await npm(root, ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  if (code !== 0)
    throw new Error(
      `npm ci ended with code ${code}. Its lines above say why; once they are dealt with, run the same command again.`,
    )
  const still = await missingPackages(root)
  if (still.length > 0)
    throw new Error(
      `npm ci ended well but left out ${still.slice(0, 5).join(', ')}. Delete node_modules and run the same command again.`,
    )
  say(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`)
}

/**
 * What the lock file names and node_modules has not, or has in another version. npm writes its own lock file inside
 * node_modules at the very end, so an interrupted install counts as none.
 */
async function missingPackages(root) {
  const wanted = await lockedPackages(join(root, 'package-lock.json'))
  const present = await lockedPackages(join(root, 'node_modules', '.package-lock.json'))
  return Object.entries(wanted)
    .filter(([path, entry]) => path !== '' && !optional(entry) && present[path]?.version !== entry.version)
    .map(([path]) => path.replace(/^.*node_modules\//, ''))
}

/** Packages for other machines are left out by npm, and one it may leave out is not worth a failed start. */
function optional(entry) {
  const listed = (list, own) => list === undefined || list.includes(own)
  return (
    (entry.optional || entry.peer || entry.devOptional) &&
    !(entry.os && listed(entry.os, process.platform) && listed(entry.cpu, process.arch) && libcFits(entry.libc))
  )
}

function libcFits(libc) {
  if (libc === undefined) return true
  const own = process.report?.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl'
  return libc.includes(own)
}

async function lockedPackages(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages ?? {}
  } catch (error) {
    if (error.code === 'ENOENT') return {}
    throw new Error(`${file} cannot be read: ${error.message}`, { cause: error })
  }
}

function npm(root, args) {
  const script = process.env.npm_execpath
  const byScript = script !== undefined && /npm-cli\.[cm]?js$/.test(script)
  const [command, first] = byScript ? [process.execPath, [script]] : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []]
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...first, ...args], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32' && !byScript,
    })
    child.once('error', (error) =>
      reject(error.code === 'ENOENT' ? new Error('npm was not found. It comes with Node: see https://nodejs.org.') : error),
    )
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
