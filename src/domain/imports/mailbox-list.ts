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
  for (const part of text.split(/[;,\n](?=(?:[^"]*"[^"]*")*[^"]*$)/)) {
    const match = /^\s*(?:"?([^"<]*?)"?\s*<)?\s*([^\s<>"@]+@[^\s<>"@]+\.[^\s<>"@]+|[^\s<>"@]+@[^\s<>"@]+)>?\s*$/.exec(part)
    const mailbox = match?.[2]?.toLowerCase()
    if (!mailbox) continue
    const key = mailboxKey(mailbox)
    if (!found.has(key)) found.set(key, { key, mailbox, name: match?.[1]?.trim() || null })
  }
  return [...found.values()]
}
