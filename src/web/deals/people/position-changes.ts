import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Contact } from '../../../domain/accounts/contact.ts'
import { api } from '../../app/api.ts'
import { useUndo } from '../../app/undo.tsx'
import { positionsQuery, type Position } from '../deal-queries.ts'

type Update = Omit<Parameters<typeof api.stakeholders.update>[0], 'deal' | 'contact'>
type ContactChange = Omit<Parameters<typeof api.contacts.update>[0], 'id'>

/** Changes of the people on a deal: shown at once, with Undo, taken back with the reason when refused. */
export interface PositionChanges {
  update(position: Position, change: Update, text: string): Promise<void>
  contact(position: Position, change: ContactChange, text: string): Promise<void>
  remove(position: Position): Promise<void>
}

export function usePositionChanges(deal: string): PositionChanges {
  const queries = useQueryClient()
  const offerUndo = useUndo()
  return useMemo(() => {
    const { queryKey } = positionsQuery(deal)
    const stale = () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['stakeholders'] }),
        queries.invalidateQueries({ queryKey: ['contacts'] }),
      ])
    const put = (contact: string, change: (before: Position) => Position) =>
      queries.setQueryData(
        queryKey,
        (held) => held && { items: held.items.map((one) => (one.contact.id === contact ? change(one) : one)) },
      )
    /** Puts `after` in, calls, and puts `before` back if the call fails. */
    const shown = async (before: Position, after: Position, call: () => Promise<unknown>) => {
      await queries.cancelQueries({ queryKey })
      put(before.contact.id, () => after)
      try {
        await call()
      } catch (reason) {
        put(before.contact.id, () => before)
        throw reason
      } finally {
        void stale()
      }
    }
    const update = (position: Position, change: Update) =>
      shown(position, changed(position, change), () => api.stakeholders.update({ deal, contact: position.contact.id, ...change }))
    const contact = (position: Position, change: ContactChange) =>
      shown(position, { ...position, contact: { ...position.contact, ...(change as Partial<Contact>) } }, () =>
        api.contacts.update({ id: position.contact.id, ...change }),
      )
    return {
      async update(position, change, text) {
        await update(position, change)
        offerUndo({ text, undo: () => update(changed(position, change), inverse(position, change)) })
      },
      async contact(position, change, text) {
        await contact(position, change)
        const before = Object.fromEntries(
          Object.keys(change).map((key) => [key, position.contact[key as keyof Contact]]),
        ) as ContactChange
        offerUndo({
          text,
          undo: () => contact({ ...position, contact: { ...position.contact, ...(change as Partial<Contact>) } }, before),
        })
      },
      async remove(position) {
        const { contact: person } = position
        await api.stakeholders.remove({ deal, contact: person.id })
        await stale()
        offerUndo({
          text: `${person.name} taken off the deal`,
          undo: async () => {
            await api.stakeholders.add({ deal, contact: person.id, roles: rolesOf(position), isPrimary: position.isPrimary })
            const { influence, authority, advocacy, note } = position
            await api.stakeholders.update({ deal, contact: person.id, influence, authority, advocacy, note })
            await stale()
          },
        })
      },
    }
  }, [queries, offerUndo, deal])
}

/** The roles that hold: entered, imported or confirmed ones, not those only suggested or turned down. */
export function rolesOf(position: Position) {
  return position.roles.filter((role) => role.state === 'confirmed').map((role) => role.role)
}

function changed(position: Position, { roles, ...rest }: Update): Position {
  const own = roles?.map((role) => ({
    role,
    source: 'entered' as const,
    confidence: 1,
    state: 'confirmed' as const,
    sourceLabel: null,
  }))
  return { ...position, ...(rest as Partial<Position>), ...(own ? { roles: own } : {}) }
}

function inverse(position: Position, change: Update): Update {
  const fields = Object.fromEntries(Object.keys(change).map((key) => [key, position[key as keyof Position]])) as Update
  return change.roles ? { ...fields, roles: rolesOf(position) } : fields
}
