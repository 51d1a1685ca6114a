import { mailboxKey } from '../accounts/contact.ts'

export interface ListedMailbox {
  readonly key: string
  readonly mailbox: string
  readonly name: string | null
}

/** The addresses in a header such as 'Ann Lee <ann@acme.com>; bob@acme.com', each once. What is no address is left out. */
export function mailboxesIn(text: string): ListedMailbox[] {
  if (!text.includes('@')) return []
  const found = new Map<string, ListedMailbox>()
  // Looking ahead for quotes costs a good deal, and most lists have none.
  const parts = text.includes('"') ? text.split(/[;,\n](?=(?:[^"]*"[^"]*")*[^"]*$)/) : text.split(/[;,\n]/)
  for (const part of parts) {
    const match = /^\s*(?:"?([^"<]*?)"?\s*<)?\s*([^\s<>"@]+@[^\s<>"@]+\.[^\s<>"@]+|[^\s<>"@]+@[^\s<>"@]+)>?\s*$/.exec(part)
    const mailbox = match?.[2]?.toLowerCase()
    if (!mailbox) continue
    const key = mailboxKey(mailbox)
    if (!found.has(key)) found.set(key, { key, mailbox, name: match?.[1]?.trim() || null })
  }
  return [...found.values()]
}
