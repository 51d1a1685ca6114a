import { describe, test } from 'vitest'
import { EVERY_PLACE_MS, NO_BROWSER, SCREENS, useBrowser, type Screen } from './harness.ts'

describe.skipIf(NO_BROWSER)('the alerts', () => {
  const browser = useBrowser()

  test.each(Object.keys(SCREENS) as Screen[])(
    'are for everybody, those that are open and those that are over, %s',
    async (screen) => {
      const { go, settled, expectAccessible, expectNoSideScroll } = await browser.visit('rep', screen)
      for (const list of ['', '?list=history']) {
        await go(`/alerts${list}`)
        await settled()
        await expectAccessible()
        await expectNoSideScroll()
      }
    },
    EVERY_PLACE_MS,
  )
})
