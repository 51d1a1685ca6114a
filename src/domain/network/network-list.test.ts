import { expect, test } from 'vitest'
import { accountOf, networkRows } from './network-list.ts'

const halden = { id: 'h', name: 'Halden Bank', domains: new Set(['halden.example']) }
const other = { id: 'o', name: 'Other AG', domains: new Set<string>() }
const row = (company: string | null, mailbox: string | null = null) => ({
  name: 'Petra',
  title: null,
  connectedTo: null,
  company,
  mailbox,
})

test('a list is read by its headings, as networks export them', () => {
  expect(
    networkRows([
      ['First Name', 'Last Name', 'Email Address', 'Company', 'Position', 'Connected To'],
      ['Petra', 'Holm', ' p@halden.example ', 'Halden Bank', 'CIO', 'Rosa'],
      ['', '', 'nobody@halden.example', '', '', ''],
    ]),
  ).toEqual([{ name: 'Petra Holm', title: 'CIO', company: 'Halden Bank', mailbox: 'p@halden.example', connectedTo: 'Rosa' }])
  expect(
    networkRows([
      ['Date', 'Amount'],
      ['1', '2'],
    ]),
  ).toBeNull()
})

test('a row belongs to the customer of its mailbox, else to the one of its company whatever the legal form', () => {
  expect(accountOf(row('Something else', 'p@halden.example'), [other, halden])?.id).toBe('h')
  expect(accountOf(row('HALDEN Bank plc'), [other, halden])?.id).toBe('h')
  expect(accountOf(row('Halden Bank Norway'), [other, halden])).toBeUndefined()
  expect(accountOf(row(null, 'p@gmail.com'), [other, halden])).toBeUndefined()
  expect(accountOf(row('AG'), [other, halden])).toBeUndefined()
})
