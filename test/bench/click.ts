import type { Page } from 'playwright-core'

/** A link or button to press, and what is there once the page that it opens can be used. */
export interface Way {
  readonly name: string
  readonly press: string
  /** What the address begins with once one is there. */
  readonly at: string
  /** The heading of the page; 'pressed' is the text of what was pressed, a deal's name say. Left out, any. */
  readonly heading?: string
  /** All of these must be there. */
  readonly ready: readonly string[]
}

export const PATIENCE_MS = 10_000

/**
 * Milliseconds from the click until the page can be used: at its address, its heading and its contents there, no
 * placeholder left, and all of it painted. The clock runs inside the page, so that the way to the browser does not count.
 * Of several links that fit, the one of that number is pressed, or the last.
 */
export async function clickToUsable(page: Page, way: Way, which = 0, patience = PATIENCE_MS): Promise<number> {
  await page.locator(way.press).first().waitFor({ timeout: patience })
  const took = await page.evaluate(
    async ({ press, ready, at, heading, which, patience }) => {
      const links = [...document.querySelectorAll<HTMLElement>(press)]
      const link = links[Math.min(which, links.length - 1)]
      const wanted = heading === 'pressed' ? link?.textContent : heading
      const there = () =>
        (location.pathname + location.search).startsWith(at) &&
        (wanted === undefined || document.querySelector('main h1')?.textContent === wanted) &&
        ready.every((selector) => document.querySelector(selector) !== null) &&
        document.querySelector('main .skeleton, main [aria-busy="true"]') === null
      const started = performance.now()
      link?.click()
      while (!there()) {
        if (performance.now() - started > patience) return null
        await new Promise((next) => requestAnimationFrame(next))
      }
      await new Promise((next) => requestAnimationFrame(() => setTimeout(next)))
      return performance.now() - started
    },
    { ...way, which, patience },
  )
  if (took === null) {
    const missing = await page.evaluate(
      (ready) => ready.filter((selector) => document.querySelector(selector) === null),
      way.ready,
    )
    const heading = await page
      .locator('main h1')
      .first()
      .textContent({ timeout: 1_000 })
      .catch(() => 'none')
    throw new Error(
      `not usable ${patience / 1_000} s after the click, at ${new URL(page.url()).pathname}, heading ${heading}, missing ${missing.join(' and ') || 'nothing'}`,
    )
  }
  return took
}
