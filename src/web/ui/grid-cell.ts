import { createContext, use } from 'react'

/** Whether a control stands in a grid, where arrows reach it and Tab passes by. */
export const InGrid = createContext(false)

/** The tab index of a control that a grid's arrows reach. */
export function useGridTabIndex(): -1 | undefined {
  return use(InGrid) ? -1 : undefined
}
