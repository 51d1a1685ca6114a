import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '../../app/api.ts'

/** The pack of a deal: one version, or the latest; before a day, or now. */
export const packQuery = (deal: string, edition: number | undefined, asOf: string | undefined) =>
  queryOptions({
    queryKey: ['stakeholders', 'pack', deal, edition, asOf],
    queryFn: ({ signal }) =>
      api.champions.pack({ deal, ...(edition === undefined ? {} : { edition }), ...(asOf ? { asOf } : {}) }, { signal }),
    placeholderData: keepPreviousData,
  })

export type Pack = Awaited<ReturnType<typeof api.champions.pack>>
