import { useCallback, useMemo, useState } from 'react'

/** Where a row stands: its group, and what it is sorted by. */
export interface Standing {
  readonly group: string
  readonly value: string | number | null
}

interface Settled {
  readonly key: string
  readonly ids: readonly string[]
  readonly standing: ReadonlyMap<string, Standing>
}

export interface SettledOrder<Row> {
  readonly rows: readonly Row[]
  /** The group under which a row stands for now. */
  readonly groupOf: (row: Row) => string
  /** How many rows would stand elsewhere, or are new. */
  readonly moved: number
  /** Puts every row where it belongs. */
  readonly refresh: () => void
}

/**
 * Keeps rows where they are while their values change under one's eyes, by own edits or by others: they are put in order when the view
 * (`key`) changes, and on request. New rows come last, deleted ones go.
 */
export function useSettledOrder<Row>(
  rows: readonly Row[],
  key: string,
  idOf: (row: Row) => string,
  standingOf: (row: Row) => Standing,
  sorted: (rows: readonly Row[]) => readonly Row[],
): SettledOrder<Row> {
  const [turn, setTurn] = useState(0)
  const refresh = useCallback(() => setTurn((before) => before + 1), [])
  const view = `${key} ${turn}`
  const settle = (): Settled => {
    const order = sorted(rows)
    return { key: view, ids: order.map(idOf), standing: new Map(rows.map((row) => [idOf(row), standingOf(row)])) }
  }
  const [held, setHeld] = useState(settle)
  let settled = held
  // Another view, or the first rows after none: nothing has been looked at that could jump.
  if (held.key !== view || (held.ids.length === 0 && rows.length > 0)) {
    settled = settle()
    setHeld(settled)
  }
  const byId = useMemo(() => new Map(rows.map((row) => [idOf(row), row])), [rows, idOf])
  const shown = useMemo(() => {
    const known = settled.ids.flatMap((id) => byId.get(id) ?? [])
    return [...known, ...rows.filter((row) => !settled.standing.has(idOf(row)))]
  }, [settled, byId, rows, idOf])
  const moved = useMemo(
    () =>
      rows.filter((row) => {
        const before = settled.standing.get(idOf(row))
        const now = standingOf(row)
        return before === undefined || before.group !== now.group || before.value !== now.value
      }).length,
    [rows, settled, idOf, standingOf],
  )
  const groupOf = useCallback(
    (row: Row) => settled.standing.get(idOf(row))?.group ?? standingOf(row).group,
    [settled, idOf, standingOf],
  )
  return { rows: shown, groupOf, moved, refresh }
}
