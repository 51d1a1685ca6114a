import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { SponsorLevel } from '../../domain/sponsors/sponsor-levels.ts'
import { api } from '../app/api.ts'
import { useMay } from '../app/session.ts'
import { useUndo } from '../app/undo.tsx'
import type { SponsorPart } from './sponsor-part.ts'
import type { SponsorLine, SponsorReport } from './sponsor-queries.ts'

type Rest<Input> = Omit<Input, 'account' | 'contact'>
export type SponsorEdit = Rest<Parameters<typeof api.sponsors.set>[0]>
export type ContextEdit = Rest<Parameters<typeof api.sponsors.setContext>[0]>
export type News = Rest<Parameters<typeof api.sponsors.tellNews>[0]> & { contact?: string }

/** Changes of what is entered about sponsors, each with Undo. They resolve once the page shows the new state. */
export interface SponsorChanges {
  /** `text` says what is done: "Jane Roe is the primary sponsor". */
  set(line: SponsorLine, edit: SponsorEdit, text: string): Promise<void>
  level(line: SponsorLine, level: SponsorLevel | null, reason: string, text: string): Promise<void>
  context(report: SponsorReport, edit: ContextEdit, text: string): Promise<void>
  news(news: News): Promise<void>
  /** Asks for everything about sponsors again. */
  fresh(): Promise<void>
}

const BACK = 'Taken back'

export function useSponsorChanges(account: string): SponsorChanges {
  const queries = useQueryClient()
  const offerUndo = useUndo()
  return useMemo(() => {
    const fresh = () => queries.invalidateQueries({ queryKey: ['sponsors'] })
    const done = async (text: string, change: () => Promise<unknown>, back: () => Promise<unknown>) => {
      await change()
      // The way back is there as soon as the change is, not only once all that it moves has been read again.
      offerUndo({ text, undo: () => back().then(fresh) })
      await fresh()
    }
    return {
      set: (line, edit, text) => {
        const of = { account, contact: line.contactId }
        const before = Object.fromEntries(
          Object.keys(edit).map((key) => [key, line.entered[key as keyof SponsorLine['entered']]]),
        )
        return done(
          text,
          () => api.sponsors.set({ ...of, ...edit }),
          () => api.sponsors.set({ ...of, ...before }),
        )
      },
      level: (line, level, reason, text) => {
        const of = { account, contact: line.contactId }
        const { overridden } = line.level
        const before = overridden ? { level: line.level.level, reason: overridden.reason } : { level: null, reason: BACK }
        return done(
          text,
          () => api.sponsors.setLevel({ ...of, level, reason }),
          () => api.sponsors.setLevel({ ...of, ...before }),
        )
      },
      context: ({ context }, edit, text) => {
        const held: Readonly<Record<string, unknown>> = { ...context, ...context.metrics }
        const before = Object.fromEntries(Object.keys(edit).map((key) => [key, held[key]])) as ContextEdit
        return done(
          text,
          () => api.sponsors.setContext({ account, ...edit }),
          () => api.sponsors.setContext({ account, ...before }),
        )
      },
      news: async (news) => {
        await api.sponsors.tellNews({ account, ...news })
        await fresh()
      },
      fresh,
    }
  }, [account, offerUndo, queries])
}

/** Whether what stands here may be changed: by right, and only today. */
export function useMayEdit(mode: SponsorPart['mode']): boolean {
  const may = useMay('accounts:write')
  return may && mode === 'now'
}
