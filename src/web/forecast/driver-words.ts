import type { Board } from './forecast-search.ts'

/** What the spread of a forecast comes from, as people say it. */
export const DRIVER_WORDS = {
  wins: 'Which deals are won',
  timing: 'Whether in time',
  amount: 'For how much',
  newBusiness: 'Deals not yet created',
  sharedFactor: 'What all deals have in common',
} as const satisfies Record<keyof Board['outlook']['spread']['drivers'], string>

export const DRIVERS = Object.keys(DRIVER_WORDS) as (keyof typeof DRIVER_WORDS)[]
