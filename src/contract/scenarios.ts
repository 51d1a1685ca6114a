import { z } from 'zod'
import { LEVERS, ScenarioLevers, DEAL_OUTCOMES, SHARED_WITH } from '../domain/forecasting/scenarios/scenario-levers.ts'
import { Money } from '../domain/values/money.ts'
import { PlainDate } from '../domain/values/plain-date.ts'
import { Instant } from '../domain/values/instant.ts'
import { operation, type Resource } from './operation.ts'

const id = z.guid()
const Person = z.object({ id, name: z.string() })

/** Which forecast is changed: as `forecasting.project` asks for it. */
const ASKED = {
  period: z.string().trim().max(30).optional(),
  asOf: PlainDate.optional(),
  team: z.string().max(200).optional().describe('Id, external id or name of a team'),
  owner: z.guid().optional().describe('Only the deals of this person'),
}

export const ScenarioFigure = z.object({
  p10: Money,
  p25: Money,
  p50: Money,
  p75: Money,
  p90: Money,
  mean: Money,
  chanceOfQuota: z.number().nullable(),
})

const COMPARED = {
  base: ScenarioFigure,
  scenario: ScenarioFigure,
  difference: z
    .object({ mean: Money, p10: Money, p90: Money })
    .describe('Scenario less base on the same draws, so narrower than either range'),
}

const DealNamed = z.object({ id, name: z.string(), owner: Person.nullable() })

const Asked = z.object({
  period: z.object({ start: PlainDate, end: PlainDate, name: z.string() }),
  asOf: PlainDate,
  quota: Money.nullable(),
  basis: z.object({ text: z.string(), model: z.string(), seed: z.int(), paths: z.int() }),
})

export const ScenarioAnswer = Asked.extend({
  ...COMPARED,
  rows: z.array(
    z.object({
      key: z.string(),
      kind: z.enum(['all', 'team', 'person', 'unassigned']),
      name: z.string(),
      parent: z.string().nullable(),
      depth: z.int(),
      quota: Money.nullable(),
      ...COMPARED,
    }),
  ),
  readings: z
    .array(
      z.object({
        lever: z.enum(LEVERS),
        unit: z.enum(['chance', 'minor units', 'deals a week']),
        from: z.number(),
        to: z.number(),
      }),
    )
    .describe('What each lever moves, in the base and in the scenario'),
  deals: z
    .array(
      DealNamed.extend({
        outcome: z.enum(DEAL_OUTCOMES),
        closeOn: PlainDate.nullable(),
        amount: Money.nullable(),
        applied: z.boolean().describe('False for a deal that is not open in this forecast any more'),
      }),
    )
    .describe('The deals that are switched'),
  outOfSight: z.int().describe('Switches left out as their deals are not yours to see'),
})

export const SavedScenario = z.object({
  id,
  name: z.string(),
  note: z.string(),
  author: Person,
  mine: z.boolean(),
  shared: z.enum(SHARED_WITH),
  period: z.string(),
  team: Person.nullable(),
  owner: Person.nullable(),
  levers: ScenarioLevers,
  said: z
    .object({ asOf: PlainDate, model: z.string(), base: ScenarioFigure, scenario: ScenarioFigure })
    .describe('What it said when it was saved, on which day and by which model'),
  updatedAt: Instant,
})

const Step = z.union([
  z.object({ kind: z.literal('lever'), lever: z.enum(LEVERS), value: z.number() }),
  z.object({ kind: z.literal('deal'), deal: DealNamed }),
])

export const scenarios = {
  list: operation({
    summary: 'Saved scenarios, your own and those shared with you',
    route: 'GET /scenarios',
    allow: 'forecast:read',
    input: z.object({}),
    output: z.object({ items: z.array(SavedScenario) }),
  }),
  get: operation({
    summary: 'A saved scenario, figured anew on the forecast of today',
    route: 'GET /scenarios/{id}',
    allow: 'forecast:read',
    input: z.object({ id, asOf: PlainDate.optional() }),
    output: z.object({ saved: SavedScenario, answer: ScenarioAnswer }),
  }),
  save: operation({
    summary: 'Save levers under a name; with an id, change one of your own',
    route: 'PUT /scenarios',
    allow: 'forecast:read',
    input: z.object({
      id: id.optional(),
      name: z.string().trim().min(1).max(80),
      note: z.string().trim().max(1000).default(''),
      shared: z.enum(SHARED_WITH).default('nobody'),
      period: ASKED.period,
      team: ASKED.team,
      owner: ASKED.owner,
      levers: ScenarioLevers,
    }),
    output: SavedScenario,
  }),
  remove: operation({
    summary: 'Delete one of your scenarios',
    route: 'DELETE /scenarios/{id}',
    allow: 'forecast:read',
    input: z.object({ id }),
    output: z.object({ id }),
  }),
  restore: operation({
    summary: 'Bring a deleted scenario of yours back',
    route: 'POST /scenarios/{id}/restoration',
    allow: 'forecast:read',
    input: z.object({ id }),
    output: SavedScenario,
  }),
  preview: operation({
    summary: 'What the forecast would be with other win rates, cycle, slip, amounts, new deals, or single deals won or lost',
    route: 'POST /forecast/scenario',
    allow: 'forecast:read',
    reads: true,
    input: z.object({ ...ASKED, levers: ScenarioLevers }),
    output: ScenarioAnswer,
  }),
  cases: operation({
    summary: 'Worst, most likely and best case of a period, as percentiles, with the deals that make them',
    route: 'GET /forecast/cases',
    allow: 'forecast:read',
    input: z.object(ASKED),
    output: Asked.extend({
      cases: z.array(
        z.object({
          name: z.enum(['worst', 'most likely', 'best']),
          percentile: z.number(),
          total: Money,
          around: Money.describe('Mean of the paths around the percentile'),
          deals: z.array(
            DealNamed.extend({
              chance: z.number().describe('Share of all paths in which it is won in the period'),
              here: z.number().describe('Share of the paths of this case'),
              difference: Money.describe('What it brings here beyond what it brings on average'),
            }),
          ),
          others: Money,
          new: Money,
        }),
      ),
    }),
  }),
  sensitivity: operation({
    summary: 'What moves the forecast most: each lever and each large deal alone, and where the spread comes from',
    route: 'GET /forecast/sensitivity',
    allow: 'forecast:read',
    input: z.object(ASKED),
    output: Asked.extend({
      base: ScenarioFigure,
      swings: z.array(
        z.object({
          lever: z.enum(LEVERS).nullable(),
          deal: DealNamed.nullable(),
          step: z.array(z.number()).length(2).describe('The lever pulled down and up; for a deal, not won and won in the period'),
          low: ScenarioFigure,
          high: ScenarioFigure,
        }),
      ),
      shares: z
        .object({
          drivers: z.object({
            wins: z.number(),
            timing: z.number(),
            amount: z.number(),
            newBusiness: z.number(),
            sharedFactor: z.number(),
          }),
          deals: z.array(DealNamed.extend({ share: z.number() })),
          others: z.number(),
        })
        .describe('Shares of the variance: drivers add up to 1, and so do deals and others'),
    }),
  }),
  path: operation({
    summary: 'The fewest changes that reach the quota at a chance',
    route: 'POST /forecast/path',
    allow: 'forecast:read',
    reads: true,
    input: z.object({
      ...ASKED,
      target: Money.optional().describe('What to reach; left out, the quota'),
      chance: z.number().min(0.05).max(0.99).default(0.7),
      levers: ScenarioLevers.omit({ deals: true })
        .default({})
        .describe('How far each lever may be pulled; what is left out stays'),
      deals: z.boolean().default(true).describe('Whether deals may be taken for won'),
      most: z.int().min(1).max(12).default(6).describe('Changes at most'),
    }),
    output: Asked.extend({
      target: Money,
      chance: z.number(),
      outcome: z.enum(['there already', 'reached', 'out of reach']),
      chanceNow: z.number(),
      chanceThen: z.number().describe('With the steps; out of reach and without steps, with every change that may be made'),
      steps: z.array(Step),
      fewer: z.enum(['cannot', 'not found']).describe('Whether fewer changes are known not to do, or none were found that do'),
      others: z.array(z.array(Step)).describe('Other ways with as many changes'),
    }),
  }),
} satisfies Resource
