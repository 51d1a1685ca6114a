// @vitest-environment node
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map((found) => [
    found[1] ?? '',
    { light: found[2] ?? '', dark: found[3] ?? '' },
  ]),
)

/** Relative luminance of WCAG 2.2 §1.4.3 for '#rrggbb'. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

function colour(name: string, scheme: 'light' | 'dark'): string {
  const token = tokens.get(name)
  if (!token) throw new Error(`no token --${name}`)
  return token[scheme]
}

const BACKGROUNDS = ['canvas', 'surface', 'subtle', 'well', 'hover', 'selected']
const TONES = ['good', 'warn', 'risk', 'mute']

describe.each(['light', 'dark'] as const)('%s', (scheme) => {
  test.each(['t1', 't2', 't3'].flatMap((text) => BACKGROUNDS.map((ground) => [text, ground] as const)))(
    '%s can be read on %s',
    (text, ground) => {
      expect(contrast(colour(text, scheme), colour(ground, scheme))).toBeGreaterThanOrEqual(4.5)
    },
  )

  test.each([...TONES, 'ai', 'accent'])('%s can be read on the surface, on its own background and on a selected row', (tone) => {
    const text = colour(tone, scheme)
    for (const ground of ['surface', `${tone}-bg`, 'selected', 'subtle']) {
      expect(contrast(text, colour(ground, scheme)), ground).toBeGreaterThanOrEqual(4.5)
    }
  })

  test.each([...TONES.map((tone) => `${tone}-fill`), 'ai-mark', 'closed', 'commit', 'best-case', 'line-ctl', 'total'])(
    '%s stands out from the surface as a graphic',
    (fill) => {
      // Best case in dark is a step of an ordinal ramp and always labelled.
      const least = fill === 'best-case' ? 2.9 : 3
      expect(contrast(colour(fill, scheme), colour('surface', scheme))).toBeGreaterThanOrEqual(least)
    },
  )

  test('text on the primary button and on a toast can be read', () => {
    expect(contrast(colour('on-accent', scheme), colour('accent', scheme))).toBeGreaterThanOrEqual(4.5)
    expect(contrast(colour('on-accent', scheme), colour('accent-hover', scheme))).toBeGreaterThanOrEqual(4.5)
    expect(contrast(colour('on-toast', scheme), colour('toast', scheme))).toBeGreaterThanOrEqual(4.5)
  })
})
