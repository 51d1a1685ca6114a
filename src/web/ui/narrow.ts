import { useSyncExternalStore } from 'react'

/** The width below which a page is laid out for a phone, as in the styles. */
const NARROW = '(max-width: 759px)'

/** Whether the window is as narrow as a phone; for what styles alone cannot change, such as the shape of a chart. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(NARROW)
      query.addEventListener('change', changed)
      return () => query.removeEventListener('change', changed)
    },
    () => window.matchMedia(NARROW).matches,
  )
}
