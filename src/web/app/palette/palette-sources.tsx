import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react'

export interface PaletteItem {
  readonly id: string
  readonly label: string
  /** One line under the label. */
  readonly context?: string | undefined
  readonly icon?: ReactNode
  /** Key or chord that does the same. */
  readonly keys?: string
  readonly run: () => void
}

/** Something to find in: gives its items for what is typed. Slow sources answer with a promise and are asked after a pause. */
export interface PaletteSource {
  readonly id: string
  readonly group: string
  readonly find: (query: string, signal: AbortSignal) => readonly PaletteItem[] | Promise<readonly PaletteItem[]>
}

interface Sources {
  readonly all: ReadonlySet<PaletteSource>
  readonly add: (source: PaletteSource) => () => void
  readonly open: () => void
}

const Context = createContext<Sources>({ all: new Set(), add: () => () => undefined, open: () => undefined })

/** Holds what the palette finds in, and who opens it. */
export function PaletteSources({ onOpen, children }: { onOpen: () => void; children: ReactNode }) {
  const [all] = useState(() => new Set<PaletteSource>())
  const sources = useMemo<Sources>(
    () => ({
      all,
      add(source) {
        all.add(source)
        return () => void all.delete(source)
      },
      open: onOpen,
    }),
    [all, onOpen],
  )
  return <Context value={sources}>{children}</Context>
}

export function usePalette(): Sources {
  return use(Context)
}

/** Adds a page's own commands while it is open. Keep the source stable (`useMemo`). */
export function usePaletteSource(source: PaletteSource): void {
  const { add } = usePalette()
  useEffect(() => add(source), [add, source])
}

/** The items whose label holds every typed word; all of them for nothing typed. */
export function matching(items: readonly PaletteItem[], query: string): PaletteItem[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return items.filter((item) => words.every((word) => item.label.toLowerCase().includes(word)))
}
