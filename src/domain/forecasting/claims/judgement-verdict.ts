/** What somebody can call a claim. */
export const JUDGEMENT_VERDICTS = ['right', 'wrong'] as const
export type JudgementVerdict = (typeof JUDGEMENT_VERDICTS)[number]
