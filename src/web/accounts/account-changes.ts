import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Contact } from '../../domain/accounts/contact.ts'
import { api } from '../app/api.ts'
import { useUndo, type Undoable } from '../app/undo.tsx'
import { accountQuery } from './account-queries.ts'
import type { Account, AccountEdit, ContactEdit } from './account-words.ts'

/** Changes of accounts and their people: shown at once, with Undo, taken back with the reason when refused. */
export interface AccountChanges {
  /** `text` says what is done, with the account: "Halden Bank industry set to Finance". */
  account(account: Account, change: AccountEdit, text: string): Promise<void>
  person(person: Contact, change: ContactEdit, text: string): Promise<void>
}

export function useAccountChanges(): AccountChanges {
  const queries = useQueryClient()
  const offerUndo = useUndo()
  return useMemo(() => accountChanges(queries, offerUndo), [queries, offerUndo])
}

export function accountChanges(queries: QueryClient, offerUndo: (done: Undoable) => void): AccountChanges {
  const changeAccount = async (id: string, before: AccountEdit, change: AccountEdit) => {
    const { queryKey } = accountQuery(id)
    const put = (fields: AccountEdit) => queries.setQueryData(queryKey, (held) => held && ({ ...held, ...fields } as Account))
    await queries.cancelQueries({ queryKey })
    put(change)
    try {
      queries.setQueryData(queryKey, await api.accounts.update({ id, ...change }))
    } catch (reason) {
      put(before)
      throw reason
    } finally {
      void queries.invalidateQueries({ queryKey: ['accounts', 'list'] })
    }
  }
  const changePerson = async (id: string, before: ContactEdit, change: ContactEdit) => {
    const put = (fields: ContactEdit) =>
      queries.setQueriesData({ queryKey: ['contacts'] }, (held: unknown) => withPerson(held, id, fields))
    await queries.cancelQueries({ queryKey: ['contacts'] })
    put(change)
    try {
      put(await api.contacts.update({ id, ...change }))
    } catch (reason) {
      put(before)
      throw reason
    } finally {
      void queries.invalidateQueries({ queryKey: ['contacts'] })
    }
  }
  return {
    async account(account, change, text) {
      const before = fieldsOf(account, change)
      await changeAccount(account.id, before, change)
      offerUndo({ text, undo: () => changeAccount(account.id, change, before) })
    },
    async person(person, change, text) {
      const before = fieldsOf(person, change)
      await changePerson(person.id, before, change)
      offerUndo({ text, undo: () => changePerson(person.id, change, before) })
    },
  }
}

/** A kept answer about people, one or a list, with new values of one of them. */
function withPerson(held: unknown, id: string, fields: object): unknown {
  if (typeof held !== 'object' || held === null) return held
  if ('items' in held && Array.isArray(held.items))
    return { ...held, items: (held.items as Contact[]).map((one) => (one.id === id ? { ...one, ...fields } : one)) }
  return 'id' in held && held.id === id ? { ...held, ...fields } : held
}

function fieldsOf<T extends object, C extends object>(row: T, change: C): C {
  return Object.fromEntries(Object.keys(change).map((key) => [key, row[key as keyof T]])) as C
}
