import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { webRoutes } from './scripts/web-routes.ts'

const TESTS = '**/*.test.{ts,tsx}'

/** Tests sit beside the code; a project is what they need around them: nothing, a page, a database, a browser. */
export default defineConfig({
  test: {
    css: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Some claims are about whole companies; a machine at work on other things needs its time for them.
          testTimeout: 30_000,
          // Node strips types itself, and through module wrappers the arithmetic takes several times as long.
          experimental: { viteModuleRunner: false },
          include: ['stats', 'domain', 'contract', 'cli', 'mcp']
            .map((tier) => `src/${tier}/${TESTS}`)
            .concat(`world/${TESTS}`, `scripts/${TESTS}`, `test/bench/${TESTS}`),
        },
      },
      {
        extends: true,
        plugins: [react(), webRoutes()],
        test: { name: 'web', include: [`src/web/${TESTS}`], environment: 'happy-dom', testTimeout: 15_000 },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: [`src/server/${TESTS}`, `src/*.test.ts`, `test/conformance/${TESTS}`],
          globalSetup: ['src/server/platform/embedded/test-server.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: { name: 'fault', include: [`test/fault/${TESTS}`], testTimeout: 1_800_000, fileParallelism: false },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: [`test/e2e/${TESTS}`],
          globalSetup: ['scripts/chromium-for-tests.mjs', 'test/e2e/demo-server.ts'],
          testTimeout: 60_000,
          hookTimeout: 200_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
