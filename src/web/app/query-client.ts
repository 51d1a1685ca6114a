import { QueryClient } from '@tanstack/react-query'
import { problemCode } from './problem-code.ts'

/** Keys start with the noun, then the verb and the input: ['opportunities', 'list', filter]. Live updates rely on the noun. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // A refusal stays a refusal; only silence is worth asking again.
        retry: (count, error) => count < 2 && ['unavailable', 'too-many', undefined].includes(problemCode(error)),
        refetchOnWindowFocus: true,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}
