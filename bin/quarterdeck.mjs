#!/usr/bin/env node
/** The `quarterdeck` command: works in a fresh clone, too, by installing and building first. */
import { realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { endWithNpm } from '../scripts/end-with-npm.mjs'
import { pinnedNode } from '../scripts/pinned-node.mjs'
import { prepare } from '../scripts/prepare.mjs'
import { runCommand } from '../scripts/run-command.mjs'

const root = dirname(dirname(realpathSync(import.meta.filename)))
const program = join(root, 'dist', 'quarterdeck.js')

async function preparedNode() {
  try {
    await prepare()
    return pinnedNode(root)
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

endWithNpm()
const node = await preparedNode()
if (realpathSync(node) === realpathSync(process.execPath)) {
  process.argv[1] = program
  await import(pathToFileURL(program).href)
} else {
  process.exitCode = await runCommand(node, [program, ...process.argv.slice(2)], { root })
}
