import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../domain/settings/settings.ts'
import { inverse, patched } from './settings-patch.ts'

const before = DEFAULT_SETTINGS

test('a patch of a group leaves its other fields, and its inverse brings back what was there', () => {
  const patch = { threading: { minInteractions: 5 }, champions: { touchBudget: 3 } }
  const after = patched(before, patch)
  expect(after.threading).toEqual({ ...before.threading, minInteractions: 5 })
  expect(after.champions.departureCertainty).toBe(before.champions.departureCertainty)
  expect(patched(after, inverse(before, patch))).toEqual(before)
})

test('a list of targets is replaced whole, a role of the catalogue field by field', () => {
  const patch = {
    threading: { targets: { ...before.threading.targets, contacts: 7 } },
    roles: { blocker: { active: false } },
  }
  const after = patched(before, patch)
  expect(after.threading.targets.contacts).toBe(7)
  expect(after.roles.blocker).toEqual({ ...before.roles.blocker, active: false })
  expect(inverse(before, patch)).toEqual({
    threading: { targets: before.threading.targets },
    roles: { blocker: { active: true } },
  })
})

test('what stands beside the groups is set and taken back by itself', () => {
  const patch = { companyName: 'Helm' }
  expect(patched(before, patch)).toEqual({ ...before, companyName: 'Helm' })
  expect(inverse(before, patch)).toEqual({ companyName: before.companyName })
})
