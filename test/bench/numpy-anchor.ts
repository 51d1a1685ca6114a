import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/**
 * What the draw of `copula-draw.py` takes here and now, or why it could not be run. `wonBy` holds the chances of every deal,
 * one deal after the other, each by the end of each week.
 */
export function numpyAnchor(wonBy: Float64Array): { milliseconds: number; how: string } | { absent: string } {
  try {
    const said = execFileSync('python3', [join(import.meta.dirname, 'copula-draw.py')], {
      input: wonBy,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const [milliseconds, way = '', ...version] = said.trim().split(' ')
    return { milliseconds: Number(milliseconds), how: `${version.join(' ')}, ${way.replace('_', ' ')}` }
  } catch (error) {
    const why = String((error as { stderr?: string }).stderr ?? error)
    return { absent: why.includes("'numpy'") ? 'python3 has no numpy' : why.trim().split('\n').at(-1) || 'python3 does not run' }
  }
}
