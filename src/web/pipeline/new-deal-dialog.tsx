import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { useMay, useMe } from '../app/session.ts'
import { useRates, usersQuery } from '../deals/company-queries.ts'
import { SEGMENT_OPTIONS } from '../deals/deal-words.ts'
import { today } from '../deals/today.ts'
import { DateField } from '../ui/date-field.tsx'
import { MoneyField } from '../ui/money-field.tsx'
import { NamedFormDialog } from '../ui/named-form-dialog.tsx'
import { ComboField, SelectField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'

type NewDeal = Parameters<typeof api.opportunities.create>[0]
export type Created = Awaited<ReturnType<typeof api.opportunities.create>>

interface NewDealDialogProps {
  /** The account is chosen already. */
  account?: string | undefined
  onCreated: (deal: Created) => void
  onClose: () => void
}

/** Asks for what a new deal needs; only its name is required. The contact chosen is put on the deal as its first person. */
export function NewDealDialog({ account, onCreated, onClose }: NewDealDialogProps) {
  const me = useMe()
  const mayAssign = useMay('deals:assign')
  const queries = useQueryClient()
  const currency = useRates()?.base ?? 'USD'
  const [fields, setFields] = useState<{
    name: string
    accountId: string | null
    contact: string | null
    amount: number | null
    close: string | null
    owner: string
    segment: string
    next: string
  }>({
    name: '',
    accountId: account ?? null,
    contact: null,
    amount: null,
    close: null,
    owner: me?.id ?? '',
    segment: '',
    next: '',
  })
  const put = (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change }))
  const accounts = useAccountOptions(fields.accountId)
  const people = useQuery({
    queryKey: ['contacts', 'list', { account: fields.accountId }],
    queryFn: () => api.contacts.list({ account: fields.accountId ?? '', limit: 200 }),
    enabled: fields.accountId !== null,
  }).data?.items
  const users = useQuery({ ...usersQuery, enabled: mayAssign }).data?.items ?? []

  const save = async () => {
    const deal = await api.opportunities.create(inputOf(fields, currency, mayAssign ? fields.owner : ''))
    if (fields.contact) await api.stakeholders.add({ deal: deal.id, contact: fields.contact, isPrimary: true })
    void queries.invalidateQueries({ queryKey: ['opportunities'] })
    onCreated(deal)
  }
  return (
    <NamedFormDialog
      title="New deal"
      onClose={onClose}
      width={560}
      submit="Create deal"
      busy="Being created"
      name={fields.name}
      onName={(name) => put({ name })}
      maxLength={300}
      unnamed="Give the deal a name"
      onSubmit={save}
    >
      <ComboField
        label="Account"
        value={fields.accountId}
        options={accounts.options}
        onSearch={accounts.onSearch}
        onChange={(accountId) => put({ accountId, contact: null })}
      />
      <ComboField
        label="Contact"
        value={fields.contact}
        options={(people ?? []).map((person) => ({
          value: person.id,
          label: person.title ? `${person.name}, ${person.title}` : person.name,
        }))}
        onChange={(contact) => put({ contact })}
        {...(fields.accountId === null ? { hint: 'Choose the account first' } : {})}
      />
      <MoneyField
        label={`Amount, ${currency}`}
        minor={fields.amount}
        currency={currency}
        onChange={(amount) => put({ amount })}
      />
      <DateField label="Close date" value={fields.close} onChange={(close) => put({ close })} today={today()} />
      <SelectField
        label="Segment"
        value={fields.segment}
        options={[{ value: '', label: 'Not known' }, ...SEGMENT_OPTIONS]}
        onChange={(segment) => put({ segment })}
      />
      {mayAssign ? (
        <SelectField
          label="Owner"
          value={fields.owner}
          options={users.filter((user) => user.active).map((user) => ({ value: user.id, label: user.name }))}
          onChange={(owner) => put({ owner })}
        />
      ) : null}
      <div className="form-wide">
        <TextField label="Next step" value={fields.next} onChange={(next) => put({ next })} maxLength={500} />
      </div>
    </NamedFormDialog>
  )
}

function inputOf(
  fields: { name: string; accountId: string | null; amount: number | null; close: string | null; segment: string; next: string },
  currency: string,
  owner: string,
): NewDeal {
  return {
    name: fields.name.trim(),
    ...(fields.accountId ? { accountId: fields.accountId } : {}),
    ...(fields.amount === null ? {} : { amount: { minor: fields.amount, currency } }),
    ...(fields.close ? { expectedCloseOn: fields.close } : {}),
    ...(fields.segment ? { segment: fields.segment as NonNullable<NewDeal['segment']> } : {}),
    ...(fields.next.trim() ? { nextAction: fields.next.trim() } : {}),
    ...(owner ? { ownerId: owner } : {}),
  }
}

/** Accounts as typed for, and the chosen one in any case. */
function useAccountOptions(chosen: string | null) {
  const [typed, setTyped] = useState('')
  const found = useQuery({
    queryKey: ['accounts', 'list', { q: typed, limit: 30 }],
    queryFn: ({ signal }) => api.accounts.list({ ...(typed ? { q: typed } : {}), limit: 30 }, { signal }),
    placeholderData: keepPreviousData,
  }).data?.items
  const own = useQuery({
    queryKey: ['accounts', 'get', chosen],
    queryFn: () => api.accounts.get({ id: chosen ?? '' }),
    enabled: chosen !== null,
  }).data
  const options = (found ?? []).map((one) => ({ value: one.id, label: one.name }))
  if (own && !options.some((option) => option.value === own.id)) options.unshift({ value: own.id, label: own.name })
  // Choosing writes the label into the field; that is no new question.
  const onSearch = (text: string) => setTyped(text === own?.name ? '' : text.trim())
  return { options, onSearch }
}
