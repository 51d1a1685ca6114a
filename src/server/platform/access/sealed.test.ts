import { expect, test } from 'vitest'
import { sealWith } from './sealed.ts'

const seal = sealWith('a secret of this installation 0123456789')

test('what is sealed opens where it was kept, and nowhere else', () => {
  const sealed = seal.close('https://hooks.example.com/T1/öffne', 'channel 1')
  expect(sealed).not.toContain('hooks')
  expect(seal.close('https://hooks.example.com/T1/öffne', 'channel 1')).not.toBe(sealed)
  expect(seal.open(sealed, 'channel 1')).toBe('https://hooks.example.com/T1/öffne')
  expect(seal.open(sealed, 'channel 2')).toBeUndefined()
  expect(sealWith('another secret of this installation').open(sealed, 'channel 1')).toBeUndefined()
})

test('what was changed, cut short or never sealed does not open', () => {
  const bytes = Buffer.from(seal.close('x', 'a'), 'base64')
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(seal.open(changed.toString('base64'), 'a')).toBeUndefined()
  }
  for (const text of ['', 'x', bytes.subarray(0, 20).toString('base64')]) expect(seal.open(text, 'a')).toBeUndefined()
})
