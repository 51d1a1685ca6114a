import { queryOptions } from '@tanstack/react-query'
import { api } from '../app/api.ts'
import type { ImportStatus } from './import-words.ts'

const BUSY: readonly ImportStatus[] = ['previewing', 'storing']

export function isBusy(status: ImportStatus): boolean {
  return BUSY.includes(status)
}

export const importsQuery = queryOptions({
  queryKey: ['imports', 'list'],
  queryFn: () => api.imports.list({ limit: 100 }),
  // Live updates tell of progress; this is for when they cannot.
  refetchInterval: (query) => (query.state.data?.items.some((item) => isBusy(item.status)) ? 3_000 : false),
})

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', 'get', id],
    queryFn: () => api.imports.get({ id }),
    refetchInterval: (query) => (query.state.data && isBusy(query.state.data.status) ? 2_000 : false),
  })

export const mappingsQuery = queryOptions({ queryKey: ['imports', 'mappings'], queryFn: () => api.imports.mappings({}) })
