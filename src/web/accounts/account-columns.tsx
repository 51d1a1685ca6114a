import { paths } from '../app/paths.ts'
import { countText, SEGMENT_LABELS } from '../deals/deal-words.ts'
import { Avatar } from '../ui/avatar.tsx'
import { instantText } from '../ui/date-text.ts'
import { moneyText } from '../ui/money-text.ts'
import type { Column } from '../ui/table/column.ts'
import type { PhoneRow } from '../ui/table/phone-rows.tsx'
import type { Account } from './account-words.ts'

/** Columns of the list of accounts; their ids are the orders that the server knows, the others cannot be sorted by. */
export const ACCOUNT_COLUMNS: readonly Column<Account>[] = [
  {
    id: 'name',
    header: 'Account',
    value: (account) => account.name,
    cell: (account) => (
      <a className="name" href={paths.account(account.id)}>
        {account.name}
      </a>
    ),
    width: 190,
    grow: 2,
    priority: 1,
  },
  { id: 'industry', header: 'Industry', value: (account) => account.industry, width: 130, grow: 1, priority: 3, sort: 'none' },
  {
    id: 'segment',
    header: 'Segment',
    value: (account) => (account.segment ? SEGMENT_LABELS[account.segment] : null),
    width: 116,
    priority: 3,
    sort: 'none',
  },
  {
    id: 'owner',
    header: 'Owner',
    value: (account) => account.owner?.name ?? null,
    cell: (account) =>
      account.owner ? (
        <span className="account-owner">
          <Avatar name={account.owner.name} /> {account.owner.name}
        </span>
      ) : (
        '–'
      ),
    width: 160,
    priority: 2,
    sort: 'none',
  },
  {
    id: 'open',
    header: 'Open deals',
    value: (account) => account.openAmount.minor,
    cell: (account) => <Sum count={account.openDeals} text={moneyText(account.openAmount)} />,
    align: 'end',
    width: 124,
    first: 'desc',
    priority: 1,
  },
  {
    id: 'won',
    header: 'Won',
    value: (account) => account.wonAmount.minor,
    cell: (account) => <Sum count={account.wonDeals} text={moneyText(account.wonAmount)} />,
    align: 'end',
    width: 124,
    first: 'desc',
    priority: 2,
  },
  { id: 'people', header: 'People', value: (account) => account.contacts, align: 'end', width: 72, priority: 4, sort: 'none' },
  {
    id: 'activity',
    header: 'Last activity',
    value: (account) => account.lastActivityAt,
    cell: (account) => (account.lastActivityAt ? instantText(account.lastActivityAt, new Date()) : '–'),
    width: 112,
    first: 'desc',
    priority: 3,
  },
]

function Sum({ count, text }: { count: number; text: string }) {
  if (count === 0) return <span className="label">0</span>
  return (
    <>
      <span className="label">{count} </span>
      <span className="value">{text}</span>
    </>
  )
}

export function phoneAccount(account: Account): PhoneRow {
  return {
    title: account.name,
    number: account.openDeals > 0 ? moneyText(account.openAmount) : '–',
    status: [account.industry, account.owner?.name, countText(account.openDeals, 'open deal')].filter(Boolean).join(', '),
    href: paths.account(account.id),
  }
}
