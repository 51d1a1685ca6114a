import { pythonAnchor } from './python-anchor.ts'

/**
 * What the draw of `copula-draw.py` takes here and now, or why it could not be run. `wonBy` holds the chances of every deal,
 * one deal after the other, each by the end of each week.
 */
export function numpyAnchor(wonBy: Float64Array): { milliseconds: number; how: string } | { absent: string } {
  const said = pythonAnchor('copula-draw.py', new Uint8Array(wonBy.buffer, wonBy.byteOffset, wonBy.byteLength), 'numpy')
  if ('absent' in said) return said
  const [milliseconds, way = '', ...version] = said
  return { milliseconds: Number(milliseconds), how: `${version.join(' ')}, ${way.replace('_', ' ')}` }
}
