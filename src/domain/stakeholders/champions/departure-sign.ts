/** How the records come to show that somebody left their company, each with how surely it says so alone. */
export const CERTAINTY_OF = {
  bounce: 0.85,
  reply: 0.97,
  title: 0.95,
  employer: 0.95,
  colleague: 0.9,
  entered: 1,
  absence: 0.35,
} as const

export const DEPARTURE_SIGNS = Object.keys(CERTAINTY_OF) as [keyof typeof CERTAINTY_OF, ...(keyof typeof CERTAINTY_OF)[]]
export type DepartureSignKind = keyof typeof CERTAINTY_OF

/** How sure the signs must be together before they are acted on, where the company has not set it otherwise. */
export const USUAL_CERTAINTY = 0.6
