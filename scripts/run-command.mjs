import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { pinnedNode } from './pinned-node.mjs'

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs a command to its end and gives its exit code (128 + number when a signal ended it). Signals sent to us reach it,
 * and whatever it starts by the name `node` is the pinned one.
 * @param {string} command
 * @param {string[]} args
 * @param {{ root: string, stdout?: 'inherit' | 'stderr', env?: Record<string, string> }} options
 * @returns {Promise<number>}
 */
export function runCommand(command, args, { root, stdout = 'inherit', env = {} }) {
  return new Promise((resolve, reject) => {
    const path = [join(root, 'node_modules', '.bin'), dirname(pinnedNode(root)), process.env.PATH ?? ''].join(delimiter)
    const child = spawn(command, args, {
      stdio: ['inherit', stdout === 'stderr' ? 2 : 'inherit', 'inherit'],
      env: { ...process.env, PATH: path, ...env },
    })
    const forward = FORWARDED.map((signal) => {
      const pass = () => void child.kill(signal)
      process.on(signal, pass)
      return () => process.off(signal, pass)
    })
    const done = () => forward.forEach((stop) => stop())
    child.once('error', (error) => {
      done()
      reject(error)
    })
    child.once('exit', (code, signal) => {
      done()
      resolve(code ?? 128 + (constants.signals[signal] ?? 0))
    })
  })
}
