import { expect, test } from 'vitest'
import { recordId, RecordIds } from './record-ids.ts'

test('an id is 18 characters, and its last three say which of the first fifteen are capitals', () => {
  // Positions 4 (L) in the first block and none elsewhere: 2^3 = 8 is the letter I.
  expect(recordId('006', 1)).toBe('006Lw0000000001IAA')
  expect(recordId('00T', 61)).toBe('00TLw000000000zMAA')
})

test('ids of one object never repeat and those of others do not matter', () => {
  const ids = new RecordIds()
  const first = ids.next('task')
  ids.next('event')
  expect(new Set([first, ids.next('task'), ids.next('task')]).size).toBe(3)
})
