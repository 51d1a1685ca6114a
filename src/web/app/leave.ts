import { signOut } from './api.ts'
import { paths } from './paths.ts'

/**
 * Signs out and loads the sign-in afresh: what was read is forgotten with the page, and nothing that is still on screen can
 * ask for it once more without being allowed to.
 */
export async function leave(): Promise<void> {
  // An answer still on its way would come when nobody is signed in any more.
  window.stop()
  await signOut()
  window.location.assign(paths.signIn())
}
