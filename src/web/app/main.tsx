import '@mantine/core/styles/baseline.layer.css'
import '@mantine/core/styles/default-css-variables.layer.css'
import '@mantine/core/styles/global.layer.css'
import './page-base.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { KeyMapProvider } from '../ui/key-map.tsx'
import { LiveRegion } from '../ui/live-region.tsx'
import { ToastProvider } from '../ui/toast.tsx'
import { followLinksWith } from './link-clicks.ts'
import { PreferencesProvider, usePreferences } from './preferences.tsx'
import { makeQueryClient } from './query-client.ts'
import { makeRouter } from './router.ts'
import { cssVariables, theme } from './theme.ts'

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
// The scroll lock of dialogs makes a style element of its own and looks here for the nonce.
Object.assign(globalThis, { __webpack_nonce__: nonce })

const queries = makeQueryClient()
const router = makeRouter(queries)
followLinksWith(router)

const place = document.getElementById('root')
if (!place) throw new Error('The page has no #root')
createRoot(place).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
      withGlobalClasses={false}
    >
      <PreferencesProvider>
        <QueryClientProvider client={queries}>
          <Keys>
            <LiveRegion>
              <ToastProvider>
                <RouterProvider router={router} />
              </ToastProvider>
            </LiveRegion>
          </Keys>
        </QueryClientProvider>
      </PreferencesProvider>
    </MantineProvider>
  </StrictMode>,
)

function Keys({ children }: { children: ReactNode }) {
  const { preferences } = usePreferences()
  return <KeyMapProvider singleKeys={preferences.singleKeys ? 'on' : 'off'}>{children}</KeyMapProvider>
}
