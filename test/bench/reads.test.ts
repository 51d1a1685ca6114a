import { expect, test } from 'vitest'
import { NOT_ASKED, READS, readsOfContract } from './reads.ts'

test('every read of the contract is measured on a large company, or says why not', () => {
  const reads = readsOfContract().map(([name]) => name)
  expect([...Object.keys(READS), ...Object.keys(NOT_ASKED)].toSorted()).toEqual(reads.toSorted())
})
