import type { z } from 'zod'
import type { ScenarioAnswer, ScenarioFigure } from '../../../contract/scenarios.ts'
import type { ScenarioComparison, ScenarioFigure as Figure } from '../../../domain/forecasting/scenarios/scenario-figures.ts'
import type { Asked } from '../question.ts'
import type { Told } from './answers.ts'

/** Words and money around what the worker figured. */
export function tellerOf({ currency, period, day, names, wholeQuota }: Asked, { basis, deals }: Told) {
  const money = (minor: number) => ({ minor: Math.round(minor), currency })
  const person = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? 'Person' })
  const figure = ({ total, chanceOfQuota }: Figure): z.infer<typeof ScenarioFigure> => ({
    p10: money(total.p10),
    p25: money(total.p25),
    p50: money(total.p50),
    p75: money(total.p75),
    p90: money(total.p90),
    mean: money(total.mean),
    chanceOfQuota,
  })
  return {
    money,
    person,
    figure,
    compared: ({ base, scenario, difference }: ScenarioComparison) => ({
      base: figure(base),
      scenario: figure(scenario),
      difference: { mean: money(difference.mean), p10: money(difference.p10), p90: money(difference.p90) },
    }),
    /** A deal that the answer names. */
    deal: (key: string) => {
      const known = deals[key]
      if (!known) throw new Error('An answer speaks of a deal that it does not name.')
      return { id: known.id, name: known.name, owner: person(known.owner) }
    },
    asked: {
      period: { start: period.start, end: period.end, name: period.name },
      asOf: day,
      quota: wholeQuota === null ? null : money(wholeQuota),
      basis: {
        text: `From ${basis.closedDeals.toLocaleString('en')} closed deals, on the same ${basis.paths.toLocaleString('en')} draws as the forecast`,
        model: basis.model,
        seed: basis.seed,
        paths: basis.paths,
      },
    } satisfies Partial<z.infer<typeof ScenarioAnswer>>,
  }
}
