import { IconLock, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Contact } from '../../domain/accounts/contact.ts'
import { useMay } from '../app/session.ts'
import { countText } from '../deals/deal-words.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button } from '../ui/button.tsx'
import { instantText } from '../ui/date-text.ts'
import { Panel } from '../ui/panel.tsx'
import { Empty, Failure, Skeleton } from '../ui/state.tsx'
import type { Column } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/data-table.tsx'
import { peopleQuery } from './account-queries.ts'
import { CHANNEL_LABELS, type Account } from './account-words.ts'

interface AccountPeopleProps {
  account: Account
  /** Whose inspector is open. */
  person: string | undefined
  onShow: (id: string) => void
  onAdd: () => void
}

/** Who is at the account, how they want to be reached, and who must not be. */
export function AccountPeople({ account, person, onShow, onAdd }: AccountPeopleProps) {
  const mayWrite = useMay('accounts:write')
  const answer = useQuery(peopleQuery(account.id))
  const columns = useMemo(() => peopleColumns(onShow), [onShow])
  const people = answer.data?.items
  const add = mayWrite ? (
    <Button size="small" icon={<IconPlus size={14} aria-hidden="true" />} onClick={onAdd}>
      Add person
    </Button>
  ) : null
  return (
    <Panel
      title="People"
      padding={people && people.length > 0 ? 'flush' : 'normal'}
      hint={answer.data && answer.data.total > 0 ? countText(answer.data.total, 'person', 'people') : undefined}
      actions={people && people.length > 0 ? add : null}
    >
      {people ? (
        people.length === 0 ? (
          <Empty title="Nobody is known at this account yet" action={add} />
        ) : (
          <DataTable
            label={`People at ${account.name}`}
            rows={people}
            columns={columns}
            rowId={(one) => one.id}
            rowName={(one) => one.name}
            current={person}
            onOpen={(one) => onShow(one.id)}
            onPeek={(one) => onShow(one.id)}
            sortedBy="server"
            phone={(one) => ({
              title: one.name,
              number: one.doNotContact ? <Locked person={one} /> : '',
              status: one.title ?? one.mailbox ?? '',
              href: `?person=${one.id}`,
            })}
          />
        )
      ) : answer.isError ? (
        <Failure title="Could not load the people" onRetry={() => void answer.refetch()}>
          {answer.error.message}
        </Failure>
      ) : (
        <Skeleton lines={[100, 100, 100]} label="Loading the people" />
      )}
    </Panel>
  )
}

/** The lock of somebody who must not be contacted, with the word. */
function Locked({ person }: { person: Contact }) {
  return (
    <span className="locked" title={person.doNotContactReason ?? undefined}>
      <IconLock size={14} stroke={1.8} aria-hidden="true" />
      Do not contact
    </span>
  )
}

function peopleColumns(onShow: (id: string) => void): Column<Contact>[] {
  const now = new Date()
  return [
    {
      id: 'name',
      header: 'Person',
      value: (one) => one.name,
      cell: (one) => (
        <span className="account-owner">
          <Avatar name={one.name} />
          <button type="button" className="person-name name" tabIndex={-1} onClick={() => onShow(one.id)}>
            {one.name}
          </button>
        </span>
      ),
      width: 170,
      grow: 1,
      priority: 1,
    },
    { id: 'title', header: 'Title', value: (one) => one.title, width: 150, grow: 1, priority: 2 },
    { id: 'mailbox', header: 'Mail', value: (one) => one.mailbox, width: 170, grow: 1, priority: 4 },
    { id: 'phone', header: 'Phone', value: (one) => one.phone, width: 130, priority: 5 },
    {
      id: 'reach',
      header: 'Contacting',
      value: () => null,
      cell: (one) =>
        one.doNotContact ? (
          <Locked person={one} />
        ) : (
          [
            one.preferredChannel ? `prefers ${CHANNEL_LABELS[one.preferredChannel].toLowerCase()}` : '',
            one.optedOutChannels.length > 0
              ? `not by ${one.optedOutChannels.map((channel) => CHANNEL_LABELS[channel].toLowerCase()).join(', ')}`
              : '',
          ]
            .filter(Boolean)
            .join('; ') || '–'
        ),
      width: 140,
      priority: 2,
    },
    {
      id: 'activity',
      header: 'Last activity',
      value: (one) => one.lastActivityAt,
      cell: (one) => (one.lastActivityAt ? instantText(one.lastActivityAt, now) : '–'),
      width: 100,
      priority: 3,
    },
  ]
}
