import { describe, expect, test } from 'vitest'
import { madePerson } from './made-people.ts'
import { seniorityOf } from './roles/seniority.ts'
import { DEFAULT_SETTINGS } from '../settings/settings.ts'
import { threadingRisk as riskOf } from './threading-risk.ts'
import type { Thread } from './threads.ts'

function thread(title: string | null, active = true): Thread {
  return {
    person: madePerson('c', { title }),
    sameAs: [],
    interactions: [],
    inbound: 0,
    outbound: 0,
    lastTouch: null,
    active,
    why: '',
  }
}
const threadingRisk = (threads: Thread[], set = {}) => riskOf(threads, { ...DEFAULT_SETTINGS.threading, ...set })
const many = (count: number, title: string | null) => Array.from({ length: count }, () => thread(title))

describe('threading risk', () => {
  test.each([
    [0, 'critical'],
    [1, 'critical'],
    [2, 'high'],
    [3, 'medium'],
    [4, 'low'],
    [7, 'low'],
  ] as const)('%i active threads with a director: %s', (count, risk) => {
    expect(threadingRisk([...many(count, 'Director of IT'), thread('CEO', false)]).risk).toBe(risk)
  })
  test.each([
    [1, 'critical'],
    [2, 'critical'],
    [3, 'high'],
    [4, 'medium'],
  ] as const)('%i active threads all below director level: %s, whoever is dormant', (count, risk) => {
    expect(threadingRisk([...many(count, 'Engineer'), thread('CEO', false)]).risk).toBe(risk)
  })
  test('one person of unknown level is not held against the deal', () => {
    expect(threadingRisk([thread('Engineer'), thread('Buyer'), thread(null)]).risk).toBe('medium')
  })
  test('follows what the company has set', () => {
    const stricter = { riskFrom: { high: 3, medium: 5, low: 6 }, weighsSeniority: false }
    expect([2, 3, 4, 5, 6].map((count) => threadingRisk(many(count, 'Engineer'), stricter).risk)).toEqual([
      'critical',
      'high',
      'high',
      'medium',
      'low',
    ])
  })
  test('says what made it worse', () => {
    expect(threadingRisk(many(3, 'IT Manager')).reason).toBe(
      '3 active threads, all below director level, which raises the risk from medium to high.',
    )
    expect(threadingRisk([]).reason).toBe('No active thread.')
  })
})

describe('seniority', () => {
  test.each([
    ['CEO', 'executive'],
    ['Chief Information Officer', 'executive'],
    ['C.F.O.', 'executive'],
    ['Co-Founder & CTO', 'executive'],
    ['President', 'executive'],
    ['Geschäftsführerin', 'executive'],
    ['Mitglied des Vorstands', 'executive'],
    ['PDG', 'executive'],
    ['Directeur Général', 'executive'],
    ['Consejero Delegado', 'executive'],
    ['Amministratore delegato', 'executive'],
    ['Algemeen directeur', 'executive'],
    ['Prezes Zarządu', 'executive'],
    ['Managing Director', 'executive'],
    ['Owner', 'executive'],
    ['VP Sales', 'vice-president'],
    ['V.P., Engineering', 'vice-president'],
    ['Senior Vice President, Operations', 'vice-president'],
    ['SVP Finance', 'vice-president'],
    ['Vicepresidente de Ventas', 'vice-president'],
    ['Director, IT', 'director'],
    ['Head of Procurement', 'director'],
    ['Abteilungsleiterin Einkauf', 'director'],
    ['Vertriebsleiter', 'director'],
    ['Leiter IT', 'director'],
    ['Directrice des achats', 'director'],
    ['Directora de Compras', 'director'],
    ['Direttore commerciale', 'director'],
    ['Diretor de TI', 'director'],
    ['Dyrektor IT', 'director'],
    ['Hoofd Inkoop', 'director'],
    ['IT Manager', 'manager'],
    ['Teamleiter Support', 'manager'],
    ['Responsable achats', 'manager'],
    ['Chef de projet', 'manager'],
    ['Jefe de Compras', 'manager'],
    ['Team Lead', 'manager'],
    ['Capo reparto', 'manager'],
    ['Channel Partner Manager', 'manager'],
    ['Software Engineer', 'staff'],
    ['Assistant to the CEO', 'staff'],
    ['Executive Assistant', 'staff'],
    ['Assistentin der Geschäftsführung', 'staff'],
    ['Product Owner', 'staff'],
    ['HR Business Partner', 'staff'],
    ['Account Director', 'staff'],
    ['Einkäufer', 'staff'],
    ['Analista de datos', 'staff'],
    ['Secrétaire du directeur', 'staff'],
    ['Wizard', null],
    ['', null],
    [null, null],
  ] as const)('%s: %s', (title, level) => {
    expect(seniorityOf(title)).toBe(level)
  })
})
