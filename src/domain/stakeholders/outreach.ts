import { CHANNELS, type Channel } from '../accounts/contact.ts'

/** What a person said of being contacted. Records of one person speak together: what one of them forbids is forbidden. */
export interface ContactWishes {
  readonly doNotContact: boolean
  readonly optedOutChannels: readonly Channel[]
}

/**
 * Whether the person may be named as somebody to contact: in a suggestion, a draft, an alert or an export of outreach. With a
 * channel: whether by that one. Without: whether by any. Takes every record of the person that is known.
 */
export function mayContact(person: ContactWishes | readonly ContactWishes[], channel?: Channel): boolean {
  const records = 'doNotContact' in person ? [person] : person
  if (records.some((record) => record.doNotContact)) return false
  const closed = new Set(records.flatMap((record) => record.optedOutChannels))
  return channel === undefined ? CHANNELS.some((one) => !closed.has(one)) : !closed.has(channel)
}

/** The channel to choose: the preferred one where it is open, else the first that is; null where none is. */
export function channelTo(records: readonly (ContactWishes & { readonly preferredChannel: Channel | null })[]): Channel | null {
  const preferred = records.flatMap(({ preferredChannel }) => preferredChannel ?? [])
  return [...preferred, ...CHANNELS].find((channel) => mayContact(records, channel)) ?? null
}
