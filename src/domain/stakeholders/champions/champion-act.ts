/**
 * What somebody at the customer does that shows whether they champion a deal, by the rung of the ladder that it proves:
 * 1 gives us access, 2 acts for us, 3 sells when we are not in the room.
 */
export const RUNG_OF = {
  introduced: 1,
  'met-executive': 1,
  shared: 2,
  forwarded: 2,
  booked: 2,
  answered: 3,
  presented: 3,
} as const

export const CHAMPION_ACTS = Object.keys(RUNG_OF) as [keyof typeof RUNG_OF, ...(keyof typeof RUNG_OF)[]]
export type ChampionActKind = keyof typeof RUNG_OF

export const RUNGS = [1, 2, 3] as const
export type Rung = (typeof RUNGS)[number]

/** One thing they did, with the activity that shows it. */
export interface ChampionAct {
  readonly kind: ChampionActKind
  readonly at: string
  readonly activityId: string
  /** "Brought in Ana Silva." */
  readonly sentence: string
  /** Their own words, where the records hold them. */
  readonly quote: string | null
}
