import type { Page } from 'playwright-core'

/** A link or button to press, and what is there once the page that it opens can be used. */
export interface Way {
  readonly name: string
  readonly press: string
  readonly ready: string
  /** What the address begins with once one is there. */
  readonly at: string
}

const PATIENCE_MS = 10_000

/**
 * Milliseconds from the click until the page can be used: at its address, its heading and its contents there, no
 * placeholder left, and all of it painted. The clock runs inside the page, so that the way to the browser does not count.
 */
export async function clickToUsable(page: Page, way: Way): Promise<number> {
  await page.locator(way.press).first().waitFor({ timeout: PATIENCE_MS })
  const took = await page.evaluate(
    async ({ press, ready, at, patience }) => {
      const started = performance.now()
      document.querySelector<HTMLElement>(press)?.click()
      const there = () =>
        (location.pathname + location.search).startsWith(at) &&
        document.querySelector('main h1') !== null &&
        document.querySelector(ready) !== null &&
        document.querySelector('main .skeleton, main [aria-busy="true"]') === null
      while (!there()) {
        if (performance.now() - started > patience) return null
        await new Promise((next) => requestAnimationFrame(next))
      }
      await new Promise((next) => requestAnimationFrame(() => setTimeout(next)))
      return performance.now() - started
    },
    { ...way, patience: PATIENCE_MS },
  )
  if (took === null)
    throw new Error(`${way.name} was not usable within ${PATIENCE_MS / 1_000} s of the click on ${way.press}; at ${page.url()}`)
  return took
}
