import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { signOut } from './api.ts'
import { paths } from './paths.ts'

/** Signs out, forgets what was read, and goes to the sign-in. */
export function useLeave(): () => Promise<void> {
  const router = useRouter()
  const queries = useQueryClient()
  return async () => {
    await signOut()
    queries.clear()
    router.history.push(paths.signIn())
  }
}
