declare module 'virtual:routes' {
  import type { Routes } from '../contract/client.ts'

  const routes: Routes
  export default routes
}
