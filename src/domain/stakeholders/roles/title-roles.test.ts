import { describe, expect, test } from 'vitest'
import { jobFunctionOf } from './job-function.ts'
import { seniorityOf } from './seniority.ts'
import { rolesByTitle } from './title-roles.ts'

describe('the role that a title makes likely', () => {
  test.each([
    ['CFO', 'economic-buyer'],
    ['C.F.O.', 'economic-buyer'],
    ['EVP & CFO', 'economic-buyer'],
    ['VP Finance', 'economic-buyer'],
    ['Directeur financier', 'economic-buyer'],
    ['Leiter Finanzen', 'economic-buyer'],
    ['Finanzvorstand', 'economic-buyer'],
    ['Einkaufsleiter', 'procurement'],
    ['Head of Sourcing', 'procurement'],
    ['Chef des achats', 'procurement'],
    ['Inköpschef', 'procurement'],
    ['Kierownik zakupów', 'procurement'],
    ['General Counsel', 'legal'],
    ['Datenschutzbeauftragter', 'legal'],
    ['Juriste', 'legal'],
    ['Radca prawny', 'legal'],
    ['VP Ops', 'decision-maker'],
    ['Geschäftsführerin', 'decision-maker'],
    ['Director General', 'decision-maker'],
    ['CIO', 'decision-maker'],
    ['Enterprise Architect', 'technical-evaluator'],
    ['IT-Architektin', 'technical-evaluator'],
    ['Head of Information Security', 'technical-evaluator'],
    ['Ingénieure intégration', 'technical-evaluator'],
    ['Sr. Accountant', 'user'],
    ['AP Mgr.', 'user'],
    ['Kreditorenbuchhalter', 'user'],
    ['Project Mgr.', 'influencer'],
    ['Interne Revision', 'influencer'],
  ])('%s: %s', (title, role) => {
    const [likeliest] = Object.entries(rolesByTitle(title, null)).toSorted((a, b) => b[1] - a[1])
    expect(likeliest?.[0]).toBe(role)
  })
  test('is none for a title that says nothing, and the department’s at less certainty where it says something', () => {
    expect(rolesByTitle('Manager', null)).toEqual({})
    expect(rolesByTitle(null, 'Finance')).toEqual({})
    expect(rolesByTitle('Manager', 'Procurement').procurement).toBeCloseTo(0.95 * 0.7)
  })
  test('never speaks of champions with certainty: nobody is one by title', () => {
    for (const title of ['Head of Payments', 'Treasury Manager', 'Director of Treasury', 'VP Marketing'])
      expect(rolesByTitle(title, null).champion ?? 0).toBeLessThanOrEqual(0.5)
  })
})

test('function and level are read from abbreviations and compounds', () => {
  expect([jobFunctionOf('Dir. Procurement'), seniorityOf('Dir. Procurement')]).toEqual(['procurement', 'director'])
  expect([jobFunctionOf('Ltg. Einkauf'), seniorityOf('Ltg. Einkauf')]).toEqual(['procurement', 'director'])
  expect([jobFunctionOf('Gen. Manager'), seniorityOf('Gen. Manager')]).toEqual(['general-management', 'executive'])
  expect(seniorityOf('Finanzvorstand')).toBe('executive')
  expect(jobFunctionOf('Manager')).toBeNull()
})
