import { IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { paths } from '../app/paths.ts'
import { useMay } from '../app/session.ts'
import { SEGMENT_LABELS, SEGMENT_OPTIONS } from '../deals/deal-words.ts'
import type { Segment } from '../../domain/opportunities/opportunity.ts'
import { Avatar, initials } from '../ui/avatar.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { RecordHeader, type Fact } from '../ui/facts.tsx'
import { InlineEdit } from '../ui/inline-edit.tsx'
import { moneyText } from '../ui/money-text.ts'
import { Tabs } from '../ui/tabs.tsx'
import { useAccountChanges } from './account-changes.ts'
import { readCount, type Account } from './account-words.ts'

export type AccountTab = 'overview' | 'sponsors'

/** Name and facts of the account, edited where they stand, and the tabs. */
export function AccountHeader({ account, tab }: { account: Account; tab: AccountTab }) {
  const mayDeal = useMay('deals:write')
  const maySponsors = useMay('people:read')
  return (
    <RecordHeader
      mark={initials(account.name)}
      title={account.name}
      status={
        account.parent ? (
          <span className="label">
            part of <a href={paths.account(account.parent.id)}>{account.parent.name}</a>
          </span>
        ) : undefined
      }
      actions={
        mayDeal ? (
          <ButtonLink
            look="primary"
            href={paths.pipeline({ new: 'deal', account: account.id })}
            icon={<IconPlus size={15} stroke={1.8} aria-hidden="true" />}
          >
            New deal
          </ButtonLink>
        ) : null
      }
      facts={useFacts(account)}
      tabs={
        maySponsors ? (
          <Tabs
            label={`Parts of ${account.name}`}
            current={tab}
            tabs={[
              { id: 'overview', label: 'Overview', href: paths.account(account.id) },
              { id: 'sponsors', label: 'Sponsors', href: paths.account(account.id, 'sponsors') },
            ]}
          />
        ) : undefined
      }
    />
  )
}

function useFacts(account: Account): Fact[] {
  const changes = useAccountChanges()
  const mayWrite = useMay('accounts:write')
  const text = (field: 'name' | 'industry' | 'website' | 'city' | 'country', label: string): Fact => ({
    id: field,
    label,
    value: (
      <Editable may={mayWrite} text={shownText(field, account[field])}>
        <InlineEdit
          label={`${label} of ${account.name}`}
          edit={{ kind: 'text', value: account[field] ?? '' }}
          onSave={(value) => {
            if (field === 'name' && value === '') throw new Error('An account needs a name')
            return changes.account(
              account,
              { [field]: value === '' ? null : value },
              `${account.name} ${label.toLowerCase()} changed`,
            )
          }}
        >
          {shownText(field, account[field])}
        </InlineEdit>
      </Editable>
    ),
  })
  return [
    text('name', 'Name'),
    text('industry', 'Industry'),
    {
      id: 'segment',
      label: 'Segment',
      value: (
        <Editable may={mayWrite} text={account.segment ? SEGMENT_LABELS[account.segment] : '–'}>
          <InlineEdit
            label={`Segment of ${account.name}`}
            edit={{
              kind: 'select',
              value: account.segment ?? '',
              options: [{ value: '', label: 'Not known' }, ...SEGMENT_OPTIONS],
            }}
            onSave={(value) => {
              const segment = value === '' ? null : (value as Segment)
              return changes.account(
                account,
                { segment },
                `${account.name} segment set to ${segment ? SEGMENT_LABELS[segment] : 'not known'}`,
              )
            }}
          >
            {account.segment ? SEGMENT_LABELS[account.segment] : '–'}
          </InlineEdit>
        </Editable>
      ),
    },
    {
      id: 'employees',
      label: 'Employees',
      value: (
        <Editable may={mayWrite} text={account.employeeCount?.toLocaleString('en') ?? '–'}>
          <InlineEdit
            label={`Employees of ${account.name}`}
            edit={{ kind: 'text', value: account.employeeCount?.toLocaleString('en') ?? '' }}
            onSave={async (value) =>
              changes.account(account, { employeeCount: readCount(String(value ?? '')) }, `${account.name} employees changed`)
            }
          >
            {account.employeeCount?.toLocaleString('en') ?? '–'}
          </InlineEdit>
        </Editable>
      ),
    },
    ...(account.annualRevenue ? [{ id: 'revenue', label: 'Annual revenue', value: moneyText(account.annualRevenue) }] : []),
    text('city', 'City'),
    text('country', 'Country'),
    text('website', 'Website'),
    {
      id: 'owner',
      label: 'Owner',
      value: account.owner ? (
        <>
          <Avatar name={account.owner.name} /> {account.owner.name}
        </>
      ) : (
        'Nobody'
      ),
    },
  ]
}

/** An address of the web is known by its host; the whole of it is there when it is edited. */
function shownText(field: string, value: string | null): string {
  if (value === null) return '–'
  return field === 'website' ? value.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '') : value
}

function Editable({ may, text, children }: { may: boolean; text: string; children: ReactNode }) {
  return may ? children : text
}
