/**
 * Installs and builds what is missing; with the argument `install` it only installs. npm runs it before `npm start` and
 * `npm test`, under whatever Node the machine has.
 */
import { resolve } from 'node:path'
import { ensureBuilt } from './ensure-built.mjs'
import { ensureInstalled } from './ensure-installed.mjs'
import { say } from './say.mjs'

const root = resolve(import.meta.dirname, '..')

/** Throws an Error whose message is one sentence for the person at the terminal. */
export async function prepare({ build = true } = {}) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) throw new Error(`Node 20.19 or newer is needed; this is ${process.version}.`)
  await ensureInstalled(root)
  if (build) await ensureBuilt(root)
}

if (process.argv[1] === import.meta.filename) {
  prepare({ build: process.argv[2] !== 'install' }).catch((error) => {
    say(error.message)
    process.exitCode = 1
  })
}
