import { existsSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The Node that the lock file pins, where its package is installed; else the Node that runs now.
 * @param {string} root the project folder
 */
export function pinnedNode(root) {
  const pinned = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  return existsSync(pinned) ? pinned : process.execPath
}
