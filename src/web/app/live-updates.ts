import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useAnnounce } from '../ui/live-region.tsx'
import { changeOf, queriesOf } from './queries-of-change.ts'

/** Waits this long for more of a burst before asking again. */
const GATHER_MS = 400

/**
 * Reads the server's stream of changes and marks the queries of the changed nouns as stale; those on screen are asked again at once and
 * patch in place. Query keys start with the noun: ['opportunities', …]. The browser reconnects by itself.
 */
export function useLiveUpdates(listen: 'on' | 'off'): void {
  const queries = useQueryClient()
  const announce = useAnnounce()
  useEffect(() => {
    if (listen === 'off' || typeof EventSource === 'undefined') return
    const stream = new EventSource('/api/stream')
    const nouns = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    let opened = 0
    const flush = () => {
      timer = undefined
      const asked = [...nouns].map(queriesOf)
      if (asked.includes(undefined)) void queries.invalidateQueries()
      else for (const noun of new Set(asked.flatMap((some) => some ?? []))) void queries.invalidateQueries({ queryKey: [noun] })
      announce(`Updated: ${[...nouns].join(', ')}`)
      nouns.clear()
    }
    stream.onmessage = (message: MessageEvent<string>) => {
      const change = changeOf(message.data)
      if (!change) return
      nouns.add(change.noun)
      timer ??= setTimeout(flush, GATHER_MS)
    }
    stream.onopen = () => {
      // What happened while the connection was down was not heard.
      if (opened++ > 0) void queries.invalidateQueries()
    }
    return () => {
      clearTimeout(timer)
      stream.close()
    }
  }, [listen, queries, announce])
}
