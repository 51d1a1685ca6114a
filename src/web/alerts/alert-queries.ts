import { queryOptions } from '@tanstack/react-query'
import { api } from '../app/api.ts'

export type AlertList = 'open' | 'snoozed' | 'held' | 'history'
export type Alert = Awaited<ReturnType<typeof api.alerts.list>>['items'][number]

export const alertCountQuery = queryOptions({ queryKey: ['alerts', 'count'], queryFn: () => api.alerts.count({}) })

export function alertsQuery(list: AlertList, whose: 'mine' | 'all') {
  return queryOptions({ queryKey: ['alerts', 'list', list, whose], queryFn: () => api.alerts.list({ list, whose, limit: 200 }) })
}
