import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { dealRoute } from '../../app/routes.tsx'
import type { Sort } from '../../ui/table/column.ts'

/** The order of the list, kept in the address; without one people come as they are engaged. */
export function usePeopleSort(): { sort: Sort | undefined; onSort: (sort: Sort) => void } {
  const given = dealRoute.useSearch().sort
  const navigate = useNavigate()
  const sort = useMemo<Sort | undefined>(
    () => (given ? { column: given.replace(/^-/, ''), order: given.startsWith('-') ? 'desc' : 'asc' } : undefined),
    [given],
  )
  const onSort = useCallback(
    ({ column, order }: Sort) =>
      void navigate({
        from: dealRoute.fullPath,
        search: (before) => ({ ...before, sort: `${order === 'desc' ? '-' : ''}${column}` as NonNullable<typeof given> }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  )
  return { sort, onSort }
}
