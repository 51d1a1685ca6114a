export const SAVE_PLAN_STATES = ['open', 'done', 'false-alarm'] as const
export type SavePlanState = (typeof SAVE_PLAN_STATES)[number]

/** In the order in which they are due. */
export const SAVE_STEPS = [
  'confirm',
  'reach-buyer',
  'find-successor',
  'keep-knowledge',
  'rebuild-case',
  'test-successor',
] as const
export type SaveStepKey = (typeof SAVE_STEPS)[number]
