/** How a person of the customer stands on a deal, as somebody of ours says. */
export const INFLUENCE = ['high', 'medium', 'low'] as const
export type Influence = (typeof INFLUENCE)[number]

export const AUTHORITY = ['final_decision', 'strong_influence', 'input_only', 'blocker'] as const
export type Authority = (typeof AUTHORITY)[number]

export const ADVOCACY = ['strong_advocate', 'supporter', 'neutral', 'skeptic', 'blocker'] as const
export type Advocacy = (typeof ADVOCACY)[number]
