import { findChromium, HOW_TO_GET_CHROMIUM } from './find-chromium.mjs'

/** Tells the browser tests, by CHROMIUM_PATH, which Chromium to start. */
export async function setup() {
  if (process.env.QUARTERDECK_SKIP_BROWSER === '1') return
  const chromium = await findChromium()
  if (!chromium) throw new Error(HOW_TO_GET_CHROMIUM)
  process.env.CHROMIUM_PATH = chromium
}
