import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react'

export interface Crumb {
  readonly label: string
  readonly href?: string
}

interface Place {
  readonly crumbs: readonly Crumb[]
  readonly set: (crumbs: readonly Crumb[]) => void
}

const Context = createContext<Place>({ crumbs: [], set: () => undefined })

export function PageTitleProvider({ children }: { children: ReactNode }) {
  const [crumbs, set] = useState<readonly Crumb[]>([])
  const place = useMemo(() => ({ crumbs, set }), [crumbs])
  return <Context value={place}>{children}</Context>
}

/** The way to the open page, for the top bar. */
export function useCrumbs(): readonly Crumb[] {
  return use(Context).crumbs
}

/**
 * Says where the page stands: "Pipeline / Halden Bank" in the top bar, "Halden Bank, core payments · Quarterdeck" as the window's title.
 * The last crumb is the page itself. Call it once per page; `title` where the window should say more than the last crumb.
 */
export function usePageTitle(crumbs: readonly Crumb[], title?: string): void {
  const { set } = use(Context)
  const key = JSON.stringify(crumbs)
  useEffect(() => set(JSON.parse(key) as Crumb[]), [set, key])
  const shown = title ?? crumbs.at(-1)?.label
  useEffect(() => {
    document.title = shown ? `${shown} · Quarterdeck` : 'Quarterdeck'
  }, [shown])
}
