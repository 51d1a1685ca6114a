import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../app/api.ts'
import { useUndo } from '../../app/undo.tsx'
import { useToast } from '../../ui/toast.tsx'
import { contentOf, draftOf, type PackDraft } from './pack-draft.ts'
import { packQuery, type Pack } from './pack-query.ts'

/** What was written and not saved, and the version that it follows. */
interface Written {
  readonly after: number
  readonly fields: PackDraft
}

/** By deal, so that looking at another tab loses nothing; a page that is loaded afresh begins anew. */
const unsaved = new Map<string, Written>()

/** The pack of a deal while it is edited: nothing is saved until it is asked for, and then as a version of its own. */
export function usePackDraft(deal: string, pack: Pack | undefined, shown: number | undefined) {
  const queries = useQueryClient()
  const offerUndo = useUndo()
  const toast = useToast()
  const [written, setWritten] = useState(unsaved.get(deal))
  const keep = (next: Written | undefined) => {
    if (next) unsaved.set(deal, next)
    else unsaved.delete(deal)
    setWritten(next)
  }
  const dirty = written !== undefined
  useEffect(() => {
    if (!dirty) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [dirty])
  const latest = pack?.versions[0]?.version ?? 0
  const save = async (after: number) => {
    if (!pack || !written) return
    const before = shown === undefined ? pack : await api.champions.pack({ deal })
    const saved = await api.champions.setPack({ deal, content: contentOf(written.fields), after })
    // The saved version stands there before the draft goes, so that nothing flickers back.
    queries.setQueryData(packQuery(deal, undefined, undefined).queryKey, saved)
    keep(undefined)
    const text = `Version ${saved.version} of the hand-over pack saved`
    if (before.version === 0) return toast({ text })
    offerUndo({
      text,
      undo: async () => {
        await api.champions.setPack({ deal, content: before.content, after: saved.version })
        await queries.invalidateQueries({ queryKey: ['stakeholders', 'pack', deal] })
      },
    })
  }
  return {
    fields: written?.fields ?? (pack && draftOf(pack.content)),
    dirty,
    /** The version that somebody else saved since this was begun. */
    overtaken: written !== undefined && written.after < latest ? latest : undefined,
    latest,
    change: (change: Partial<PackDraft>) => {
      if (pack) keep({ after: written?.after ?? latest, fields: { ...(written?.fields ?? draftOf(pack.content)), ...change } })
    },
    discard: () => keep(undefined),
    /** Saves after the version it was begun from, or after the one that somebody else saved meanwhile. */
    save: () => save(written?.after ?? latest),
    saveOver: () => save(latest),
  }
}
