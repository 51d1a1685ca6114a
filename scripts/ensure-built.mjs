import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pinnedNode } from './pinned-node.mjs'
import { runCommand } from './run-command.mjs'
import { say } from './say.mjs'

const SOURCES = ['src', 'world', 'scripts/bundle.mjs', 'vite.config.ts', 'package.json', 'package-lock.json']

/**
 * Builds the server and the pages into dist/, unless what is there was made from these very sources.
 * @param {string} root the project folder
 */
export async function ensureBuilt(root) {
  const stamp = join(root, 'dist', 'built-from')
  const fingerprint = await fingerprintOf(root)
  if ((await textOf(stamp)) === fingerprint) return
  say('Building.')
  const started = Date.now()
  const code = await runCommand(pinnedNode(root), [join(root, 'scripts', 'bundle.mjs')], { root, stdout: 'stderr' })
  if (code !== 0) throw new Error('The build failed; its lines above say where.')
  await mkdir(join(root, 'dist'), { recursive: true })
  await writeFile(stamp, fingerprint)
  say(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`)
}

async function fingerprintOf(root) {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    for (const file of await filesUnder(root, source)) {
      hash.update(`${file}\0`)
      hash.update(await readFile(join(root, file)))
    }
  }
  return hash.digest('hex')
}

/** The files at or under `path` that go into the build, tests left out, in a fixed order. */
async function filesUnder(root, path) {
  let entries
  try {
    entries = await readdir(join(root, path), { withFileTypes: true })
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path]
    if (error.code === 'ENOENT') return []
    throw error
  }
  const found = await Promise.all(
    entries
      .filter(({ name }) => !/\.test\.tsx?$/.test(name) && !name.startsWith('.'))
      .map((entry) => (entry.isDirectory() ? filesUnder(root, `${path}/${entry.name}`) : [`${path}/${entry.name}`])),
  )
  return found.flat().sort()
}

async function textOf(file) {
  try {
    return await readFile(file, 'utf8')
  } catch {
    return undefined
  }
}
