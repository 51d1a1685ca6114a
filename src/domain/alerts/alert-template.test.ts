import { expect, test } from 'vitest'
import { filled, inMarkup, unknownPlaceholders } from './alert-template.ts'

test('a template says what is known, and a dash for what is not', () => {
  expect(filled('{deal} hangs on {threads}, {nothing}', { deal: 'Zenith', threads: 1 })).toBe('Zenith hangs on 1, –')
  expect(unknownPlaceholders('{deal} {oops}', ['deal'])).toEqual(['oops'])
})

test('what is filled in cannot bring in placeholders, lines or hidden characters', () => {
  expect(filled('{deal}', { deal: '{account}\r\nBcc: all@example.com\u202e\u0000x', account: 'Acme' })).toBe(
    '{account} Bcc: all@example.com x',
  )
  expect(filled('{deal}', { deal: 'x'.repeat(1_000) })).toHaveLength(300)
})

test('a name formats, links and mentions nothing in any channel', () => {
  const name = '<!channel> *Big* & <https://evil.example|deal> [x](https://evil.example) @all "q"'
  expect(inMarkup(name, 'slack')).not.toMatch(/<|>|(?<!\u200b)[*@]/)
  expect(inMarkup(name, 'teams')).toContain('\\[x\\]\\(')
  expect(inMarkup(name, 'teams')).not.toMatch(/(?<!\\)[*<>[\]()]/)
  expect(inMarkup(name, 'html')).not.toMatch(/[<>"]/)
  expect(inMarkup(name, 'plain')).toBe(name)
})
