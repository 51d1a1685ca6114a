import { expect, test } from 'vitest'
import { channelTo, mayContact } from './outreach.ts'

const free = { doNotContact: false, optedOutChannels: [] } as const
const never = { doNotContact: true, optedOutChannels: [] } as const
const noMail = { doNotContact: false, optedOutChannels: ['email'] } as const

test('who is not to be contacted is so by every channel', () => {
  expect(mayContact(free)).toBe(true)
  expect(mayContact(never)).toBe(false)
  expect(mayContact(never, 'phone')).toBe(false)
})

test('a channel that a person declined is closed, the others are not', () => {
  expect(mayContact(noMail, 'email')).toBe(false)
  expect(mayContact(noMail, 'phone')).toBe(true)
  expect(mayContact(noMail)).toBe(true)
})

test('what one record of a person forbids holds for all of them', () => {
  expect(mayContact([free, never])).toBe(false)
  expect(mayContact([free, noMail], 'email')).toBe(false)
})

test('who declined every channel is not to be contacted at all', () => {
  expect(mayContact({ doNotContact: false, optedOutChannels: ['email', 'phone', 'meeting', 'message'] })).toBe(false)
})

test('the preferred channel is chosen as long as it is open, else the first that is', () => {
  const anna = { doNotContact: false, preferredChannel: 'meeting' as const, optedOutChannels: [] }
  expect(channelTo([anna])).toBe('meeting')
  expect(channelTo([anna, { ...anna, optedOutChannels: ['meeting', 'email'] }])).toBe('phone')
  expect(channelTo([{ ...anna, doNotContact: true }])).toBeNull()
})
