import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { webRoutes } from './scripts/web-routes.ts'

/** The server answers under /api; in development Vite hands those requests on to it. */
const server = process.env['QUARTERDECK_URL'] ?? 'http://127.0.0.1:4400'

export default defineConfig({
  root: 'src/web',
  base: '/',
  plugins: [react(), webRoutes()],
  server: { host: '127.0.0.1', proxy: { '/api': server } },
  preview: { host: '127.0.0.1', proxy: { '/api': server } },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    // A data: URL would need an exception in the content security policy.
    assetsInlineLimit: 0,
  },
})
