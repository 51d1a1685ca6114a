import { z } from 'zod'
import { Money } from '../../values/money.ts'
import { PlainDate } from '../../values/plain-date.ts'

/** What a scenario makes of one open deal. */
export const DEAL_OUTCOMES = ['as forecast', 'won', 'lost', 'left out'] as const
export type DealOutcome = (typeof DEAL_OUTCOMES)[number]

/** The levers on all deals, in the order in which they are shown. */
export const LEVERS = ['commitWinRate', 'winRate', 'slipDays', 'cycleDays', 'amount', 'creation'] as const
export type Lever = (typeof LEVERS)[number]

/** As far as each lever goes: what is beyond is no scenario of the same company. */
export const LEVER_BOUNDS = {
  commitWinRate: { least: -60, most: 60 },
  winRate: { least: -30, most: 30 },
  slipDays: { least: 0, most: 30 },
  cycleDays: { least: -60, most: 60 },
  amount: { least: -0.5, most: 1 },
  creation: { least: -1, most: 2 },
} as const satisfies Record<Lever, { least: number; most: number }>

const between = (lever: Lever) => z.number().min(LEVER_BOUNDS[lever].least).max(LEVER_BOUNDS[lever].most).optional()

/** Changes to a forecast, as people say them. What is left out stays as forecast. */
export const ScenarioLevers = z.strictObject({
  commitWinRate: between('commitWinRate').describe('Points by which the mean win chance of open commit deals rises'),
  winRate: between('winRate').describe('Points by which the mean win chance of all open deals rises; of new deals in proportion'),
  slipDays: between('slipDays').describe('Days by which wins come later on average, as some of them slip by 30 days'),
  cycleDays: between('cycleDays').describe('Days by which every win comes later; negative, earlier'),
  amount: between('amount').describe('Share by which won deals are larger: .1 is 10%'),
  creation: between('creation').describe('Share by which more deals are created: .1 is 10%'),
  deals: z
    .array(
      z.strictObject({
        deal: z.guid(),
        outcome: z.enum(DEAL_OUTCOMES).default('as forecast'),
        closeOn: PlainDate.optional().describe('The day on which it is won; for a deal that is won, else the end of the period'),
        amount: Money.optional(),
      }),
    )
    .max(50)
    .optional(),
})
export type ScenarioLevers = z.infer<typeof ScenarioLevers>

/** A switch on one deal, by the key that its stream of chance is named for and in the base currency. */
export interface DealSwitch {
  readonly key: string
  readonly outcome: DealOutcome
  readonly closeOn?: string | undefined
  readonly amountMinor?: number | undefined
}

/** The same changes in the terms of the draws. */
export interface ScenarioChanges extends Partial<Record<Lever, number>> {
  readonly deals?: readonly DealSwitch[]
}

/** Who sees a saved scenario beside its author: nobody, their team and those above, or all who see its deals. */
export const SHARED_WITH = ['nobody', 'team', 'all'] as const
