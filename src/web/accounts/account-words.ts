import type { Channel, Contact } from '../../domain/accounts/contact.ts'
import type { api } from '../app/api.ts'

export type Account = Awaited<ReturnType<typeof api.accounts.get>>
export type AccountEdit = Omit<Parameters<typeof api.accounts.update>[0], 'id'>
export type ContactEdit = Omit<Parameters<typeof api.contacts.update>[0], 'id'>

export const CHANNEL_LABELS = { email: 'Mail', phone: 'Phone', meeting: 'Meeting', message: 'Message' } as const satisfies Record<
  Channel,
  string
>

/** What is shown of a person in one line: "Head of Treasury, Finance". */
export function positionText(person: Pick<Contact, 'title' | 'department'>): string {
  return [person.title, person.department].filter(Boolean).join(', ')
}

/** A count as people write it: "14,717" or "14 717"; the reason where it is none. */
export function readCount(text: string): number | null {
  const bare = text.replace(/[\s,'’]/g, '')
  if (bare === '') return null
  if (!/^\d{1,8}$/.test(bare) || Number(bare) > 10_000_000) throw new Error('Write a whole number such as 1,200')
  return Number(bare)
}
