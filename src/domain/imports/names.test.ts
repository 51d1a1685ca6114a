import { expect, test } from 'vitest'
import { mailboxesIn } from './mailbox-list.ts'
import { roleMeaning } from './role-meaning.ts'
import { nearest } from './similar-text.ts'
import { stageMeaning, stageMeaningFrom } from './stage-meaning.ts'

test.each([
  ['Won', 'closed_won'],
  ['Lost', 'closed_lost'],
  ['Closed Won', 'closed_won'],
  ['Loss', 'closed_lost'],
  ['closedlost', 'closed_lost'],
  ['Prospecting', 'discovery'],
  ['Engaging', 'qualification'],
  ['Needs Analysis', 'qualification'],
  ['Id. Decision Makers', 'qualification'],
  ['Proposal/Price Quote', 'proposal'],
  ['Negotiation/Review', 'negotiation'],
  ['contractsent', 'negotiation'],
  ['qualifiedtobuy', 'qualification'],
  ['Gewonnen', 'closed_won'],
  ['Verloren', 'closed_lost'],
  ['Verhandlung', 'negotiation'],
  ['Angebot', 'proposal'],
  ['Onderhandeling', 'negotiation'],
  ['Négociation', 'negotiation'],
  ['Perdu', 'closed_lost'],
  ['Not qualified', 'closed_lost'],
] as const)('the stage "%s" stands for %s', (name, stage) => {
  expect(stageMeaning(name)).toBe(stage)
})

test('the flags of the source decide before the name', () => {
  expect(stageMeaningFrom({ name: 'Proposal', isClosed: true, isWon: false }).stage).toBe('closed_lost')
  expect(stageMeaningFrom({ name: 'Phase 7', isWon: true, isClosed: true }).stage).toBe('closed_won')
})

test('a stage that tells nothing is placed by its probability, else by where deals pass it', () => {
  expect(stageMeaningFrom({ name: 'Phase 7', probability: 80 }).stage).toBe('negotiation')
  expect(stageMeaningFrom({ name: 'Phase 7', place: 0.1 }).stage).toBe('discovery')
})

test.each([
  ['Economic Buyer', 'economic-buyer'],
  ['Decision Maker', 'decision-maker'],
  ['Economic Decision Maker', 'economic-buyer'],
  ['Executive Sponsor', 'economic-buyer'],
  ['Technical Buyer', 'technical-evaluator'],
  ['Evaluator', 'technical-evaluator'],
  ['Business User', 'user'],
  ['Influencer', 'influencer'],
  ['Entscheider', 'decision-maker'],
] as const)('the role "%s" is that of the %s', (name, role) => {
  expect(roleMeaning(name)).toBe(role)
})

test('a name that differs only in case, spaces or signs is the same name; one letter off is probably it', () => {
  expect(nearest('GTXPro', ['GTX Basic', 'GTX Pro', 'GTX Plus Pro'])).toEqual({ value: 'GTX Pro', sameSkeleton: true })
  expect(nearest('Acme Corparation', ['Acme Corporation', 'Bluth Company'])).toEqual({
    value: 'Acme Corporation',
    sameSkeleton: false,
  })
})

test('versions and short names are not taken for one another', () => {
  expect(nearest('GTX 500', ['GTX 600'])).toBeUndefined()
  expect(nearest('ABB', ['ABC'])).toBeUndefined()
})

test('addresses are read out of mail headers, each person once', () => {
  expect(mailboxesIn('"Lee, Ann" <Ann.Lee@acme.com>; bob+crm@acme.com, bob@acme.com').map((one) => [one.key, one.name])).toEqual([
    ['ann.lee@acme.com', 'Lee, Ann'],
    ['bob@acme.com', null],
  ])
})
