import { mailboxKey } from '../accounts/contact.ts'
import { domainOf } from './found-people.ts'

/** A row of an exported list of a professional network: who, what, where, and which of ours knows them. */
export interface NetworkRow {
  readonly name: string
  readonly title: string | null
  readonly company: string | null
  readonly mailbox: string | null
  readonly connectedTo: string | null
}

/** A customer as far as a row is matched to it. */
export interface NetworkAccount {
  readonly id: string
  readonly name: string
  readonly domains: ReadonlySet<string>
}

const HEADINGS: Readonly<Record<keyof NetworkRow | 'first' | 'last', readonly string[]>> = {
  name: ['name', 'full name', 'contact', 'person'],
  first: ['first name', 'vorname', 'prenom'],
  last: ['last name', 'nachname', 'nom'],
  title: ['title', 'position', 'job title', 'role'],
  company: ['company', 'organization', 'organisation', 'employer', 'account'],
  mailbox: ['mailbox', 'email', 'e mail', 'email address', 'mail'],
  connectedTo: ['connected to', 'connection', 'connected with', 'colleague', 'known by'],
}

/** Rows of a table whose first row holds headings; a row without a name is not one. Null where no heading names people. */
export function networkRows(table: readonly (readonly string[])[]): NetworkRow[] | null {
  const [heading = [], ...body] = table
  const at = (key: keyof typeof HEADINGS) =>
    heading.findIndex((cell) =>
      HEADINGS[key].includes(
        cell
          .toLowerCase()
          .replaceAll(/[^a-z]+/g, ' ')
          .trim(),
      ),
    )
  const columns = { name: at('name'), first: at('first'), last: at('last') }
  if (columns.name < 0 && columns.last < 0) return null
  const cell = (row: readonly string[], column: number): string | null => row[column]?.trim() || null
  return body.flatMap((row) => {
    const name =
      cell(row, columns.name) ?? [cell(row, columns.first), cell(row, columns.last)].filter((part) => part !== null).join(' ')
    return name === ''
      ? []
      : [
          {
            name,
            title: cell(row, at('title')),
            company: cell(row, at('company')),
            mailbox: cell(row, at('mailbox')),
            connectedTo: cell(row, at('connectedTo')),
          },
        ]
  })
}

/** The customer whom a row is about: by the domain of the mailbox, else by the company's name without its legal form. */
export function accountOf({ mailbox, company }: NetworkRow, accounts: readonly NetworkAccount[]): NetworkAccount | undefined {
  const domain = mailbox === null ? null : domainOf(mailboxKey(mailbox))
  const byDomain = domain === null ? undefined : accounts.find(({ domains }) => domains.has(domain))
  if (byDomain || company === null) return byDomain
  const wanted = companyKey(company)
  return wanted === '' ? undefined : accounts.find(({ name }) => companyKey(name) === wanted)
}

const FORMS =
  /\b(inc|incorporated|llc|ltd|limited|plc|corp|corporation|co|company|group|holding|gmbh|ag|se|kg|co kg|ohg|sa|sas|sarl|srl|spa|bv|nv|ab|as|oy|oyj|aps|sp z o o|pty)\b/g

/** 'Halden Bank AG' and 'HALDEN Bank' are one company. */
function companyKey(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .replaceAll(FORMS, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
