import { expect, test } from 'vitest'
import { isRoleMailbox } from './role-mailbox.ts'

test('an address of a desk is nobody’s own, in any of our customers’ languages', () => {
  for (const address of [
    'info@acme.example',
    'INFO@acme.example',
    'sales@acme.example',
    'sales-emea@acme.example',
    'office2@acme.example',
    'accounts.payable@acme.example',
    'no-reply@acme.example',
    'do_not_reply+7@acme.example',
    'einkauf@werk.example',
    'compta@usine.example',
    'ventas.es@tienda.example',
    'segreteria@ufficio.example',
  ])
    expect([address, isRoleMailbox(address)]).toEqual([address, true])
})

test('an address that names somebody is theirs', () => {
  for (const address of [
    'anna.sales@acme.example',
    'p.post@acme.example',
    'jkruger@acme.example',
    'marketa@acme.example',
    'ina.fox@acme.example',
    'it.keller@acme.example',
    'newsome@acme.example',
    'allen@acme.example',
  ])
    expect([address, isRoleMailbox(address)]).toEqual([address, false])
})

test('what is no address is nobody’s', () => {
  expect(isRoleMailbox('')).toBe(true)
  expect(isRoleMailbox('reception desk')).toBe(true)
})
