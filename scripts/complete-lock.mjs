/**
 * Adds to package-lock.json the packages for other platforms that npm left out because a registry mirror does not have them.
 * `npm ci` refuses a lock file without them, even where they would never be installed. Run after changing dependencies;
 * with --check it changes nothing and fails where something is missing.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'

const CPUS = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']
const EXACT = /^\d+\.\d+\.\d+(-[\w.-]+)?$/
const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']

const file = resolve(import.meta.dirname, '..', 'package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8'))
const added = []

for (const [from, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (from === '') continue
    const found = lockedFor(from, name)
    if (found && (found.version === version || !EXACT.test(version))) continue
    lock.packages[found ? `${from}/node_modules/${name}` : `node_modules/${name}`] = {
      version,
      ...platformOf(name),
      ...(dev ? { dev } : {}),
      optional: true,
    }
    added.push(name)
  }
}

const check = process.argv.includes('--check')
if (added.length > 0 && !check) {
  const { '': own, ...rest } = lock.packages
  const sorted = Object.entries(rest).sort(([one], [other]) => one.localeCompare(other, 'en'))
  lock.packages = { '': own, ...Object.fromEntries(sorted) }
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
}
if (check && added.length > 0) {
  process.stdout.write(`${added.length} packages for other platforms are missing from package-lock.json; run npm run lock.\n`)
  process.exitCode = 1
} else {
  process.stdout.write(`${added.length} packages for other platforms added to package-lock.json.\n`)
}

/** What a package finds under `name` in a node_modules of its own or above. */
function lockedFor(from, name) {
  for (let folder = from; folder !== ''; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const found = lock.packages[`${folder}/node_modules/${name}`]
    if (found) return found
  }
  return lock.packages[`node_modules/${name}`]
}

/** Names end in system, processor and, on Linux, C library: `…-linux-arm64-musl`. */
function platformOf(name) {
  const words = name.split(/[/-]/)
  const system = SYSTEMS.find((one) => words.includes(one))
  const cpu = CPUS.find((one) => words.includes(one))
  if (!cpu) throw new Error(`${name} is missing from the lock file and its name does not tell a platform.`)
  const libc = words.includes('musl') ? 'musl' : words.includes('gnu') ? 'glibc' : undefined
  return { cpu: [cpu], ...(libc ? { libc: [libc] } : {}), ...(system ? { os: [system] } : {}) }
}
