import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/**
 * The words that a Python script of this folder answers about its input, on one thread; or why it could not be run, `needs`
 * being what it imports.
 */
export function pythonAnchor(script: string, input: Uint8Array | string, needs: string): string[] | { absent: string } {
  let absent = 'there is no python3'
  // The first python3 of the path may be one that Debian's packages do not belong to.
  for (const python of ['python3', '/usr/bin/python3']) {
    try {
      const said = execFileSync(python, [join(import.meta.dirname, script)], {
        input,
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
      })
      return said.trim().split(' ')
    } catch (error) {
      const why = String((error as { stderr?: string }).stderr ?? error)
      absent = why.includes('No module') ? `python3 has no ${needs}` : (why.trim().split('\n').at(-1) ?? why)
    }
  }
  return { absent }
}
