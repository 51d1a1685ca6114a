import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Right } from '../../domain/access/right.ts'
import { api } from './api.ts'

export type Session = Awaited<ReturnType<typeof api.session.current>>
export type Me = NonNullable<Session['user']>

/** Who is signed in. Asked once, and again when the sign-in changes. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => api.session.current({}),
  staleTime: Number.POSITIVE_INFINITY,
  retry: 1,
})

/** The signed-in person, or undefined while that is not known. */
export function useMe(): Me | undefined {
  return useQuery({ ...sessionQuery, enabled: false }).data?.user ?? undefined
}

/** Whether the signed-in person has a right. Hides actions; the server decides. */
export function useMay(right: Right): boolean {
  return useMe()?.rights.includes(right) ?? false
}
