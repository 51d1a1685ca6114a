import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { api } from '../app/api.ts'
import { useUndo } from '../app/undo.tsx'
import { questionOf, type ForecastSearch, type OnSearch } from '../forecast/forecast-search.ts'
import { isAtRest, leversOf, leversParam, type Levers, type Preview, type Saved } from './levers-param.ts'

export interface ScenarioState {
  readonly levers: Levers
  /** What they give beside the base; undefined until it is known. */
  readonly preview: Preview | undefined
  readonly failure: Error | null
  readonly retry: () => void
  /** The saved scenario that the address names, where it does. */
  readonly saved: Saved | undefined
  readonly savedFailure: Error | null
  /** Whether the levers are others than those that were saved. */
  readonly edited: boolean
  readonly set: (levers: Levers) => void
  /** Says what was done to the levers and offers the way back to those before it. */
  readonly offerBack: (text: string, before: Levers) => void
  /** Other levers and no saved scenario, with the way back to what was in hand. */
  readonly replace: (levers: Levers, text: string) => void
}

/** Levers follow the hand at once; the address and the server hear of them when it rests. */
const REST_MS = 150

/** The scenario that is in hand: from the address, else as it was saved, else none. */
export function useScenario(search: ForecastSearch, today: string, onSearch: OnSearch): ScenarioState {
  const named = useQuery({
    queryKey: ['scenarios', 'get', search.scenario],
    queryFn: ({ signal }) => api.scenarios.get({ id: search.scenario ?? '' }, { signal }),
    enabled: search.scenario !== undefined,
    staleTime: 60_000,
  })
  const saved = search.scenario === undefined ? undefined : named.data?.saved
  const addressed = useMemo(
    () => (search.levers === undefined ? (saved?.levers ?? {}) : leversOf(search.levers)),
    [search.levers, saved],
  )
  const isNamed = search.scenario !== undefined
  const [held, setHeld] = useState<Levers>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const set = useCallback(
    (next: Levers) => {
      setHeld(next)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => {
        setHeld(undefined)
        onSearch({ levers: leversParam(next) ?? (isNamed ? 'none' : undefined) })
      }, REST_MS)
    },
    [onSearch, isNamed],
  )
  const offerUndo = useUndo()
  const here = useRef(false)
  useEffect(() => {
    here.current = true
    return () => void (here.current = false)
  }, [])
  const offer = useCallback(
    (text: string, back: () => void) =>
      offerUndo({
        text,
        undo: () => (here.current ? back() : Promise.reject(new Error('The page with this scenario is closed.'))),
      }),
    [offerUndo],
  )
  const offerBack = useCallback((text: string, before: Levers) => offer(text, () => set(before)), [offer, set])
  const levers = held ?? addressed
  const { scenario } = search
  const replace = useCallback(
    (next: Levers, text: string) => {
      const before = { scenario, levers: leversParam(levers) ?? (isNamed ? 'none' : undefined) }
      clearTimeout(timer.current)
      setHeld(undefined)
      onSearch({ levers: leversParam(next), scenario: undefined })
      offer(text, () => onSearch(before))
    },
    [levers, scenario, isNamed, onSearch, offer],
  )

  const question = { ...questionOf(search, today), levers: addressed }
  const answer = useQuery({
    queryKey: ['scenarios', 'preview', question],
    queryFn: ({ signal }) => api.scenarios.preview(question, { signal }),
    placeholderData: keepPreviousData,
    enabled: search.scenario === undefined || saved !== undefined,
    staleTime: 60_000,
  })
  return {
    levers,
    preview: answer.data,
    failure: answer.isError ? answer.error : null,
    retry: () => void answer.refetch(),
    saved,
    savedFailure: search.scenario !== undefined && named.isError ? named.error : null,
    edited: saved ? leversParam(saved.levers) !== leversParam(addressed) : !isAtRest(addressed),
    set,
    offerBack,
    replace,
  }
}
