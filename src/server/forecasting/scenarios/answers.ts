import type { Money } from '../../../domain/values/money.ts'
import { leverReadings, leversOf, type LeverReading } from '../../../domain/forecasting/scenarios/levers-of.ts'
import { namedCases, type NamedCase } from '../../../domain/forecasting/scenarios/named-cases.ts'
import { outlooks, type Outlooks } from '../../../domain/forecasting/scenarios/outlook.ts'
import { pathToTarget, type PathQuestion, type PathToTarget } from '../../../domain/forecasting/scenarios/path-to-target.ts'
import { scenarioFigures, type ScenarioFigures } from '../../../domain/forecasting/scenarios/scenario-figures.ts'
import type { ScenarioChanges, ScenarioLevers } from '../../../domain/forecasting/scenarios/scenario-levers.ts'
import { sensitivity as sensitivityOf, type Sensitivity } from '../../../domain/forecasting/scenarios/sensitivity.ts'
import { inBase } from '../../../domain/values/money.ts'
import { answerOnce, companyAt, knownOf, type Company } from '../company.ts'
import type { ProjectInput } from '../worker.ts'

/** What the answers rest on, and the deals that they name, by key. */
export interface Told {
  readonly basis: { readonly model: string; readonly closedDeals: number; readonly seed: number; readonly paths: number }
  readonly deals: Readonly<Record<string, { readonly id: string; readonly name: string; readonly owner: string | null }>>
}

export interface ScenarioInput {
  readonly question: ProjectInput
  readonly levers: ScenarioLevers
}

export interface ScenarioOutcome extends Told {
  readonly figures: ScenarioFigures
  readonly readings: readonly LeverReading[]
  /** Ids of the switched deals that are open in the forecast. */
  readonly applied: readonly string[]
}

/** Deals that are named one by one. */
const NAMED = 8

/** A forecast with levers beside the one without. */
export async function scenario({ question, levers }: ScenarioInput): Promise<ScenarioOutcome> {
  const { company, all, committed } = await opened(question)
  const changes = changesIn(company, levers, question.asOf)
  const outlook = all.under(leversOf(all, committed, changes))
  const open = new Set(all.base.stage.scene.deals.map(({ key }) => key))
  const idOf = new Map(company.deals.map((deal) => [deal.history.key, deal.id]))
  return {
    ...told(company, question, []),
    figures: scenarioFigures(all, outlook),
    readings: leverReadings(all, outlook, committed, changes),
    applied: (changes.deals ?? []).flatMap(({ key }) => (open.has(key) ? [idOf.get(key)!] : [])),
  }
}

export async function cases(question: ProjectInput): Promise<Told & { cases: NamedCase[] }> {
  const { company, all } = await opened(question)
  return answerOnce(company, ['cases', question], () => {
    const found = namedCases(all.base, NAMED)
    return {
      ...told(
        company,
        question,
        found.flatMap(({ deals }) => deals.map(({ key }) => key)),
      ),
      cases: found,
    }
  })
}

export async function sensitivity(question: ProjectInput): Promise<Told & Sensitivity> {
  const { company, all, committed } = await opened(question)
  return answerOnce(company, ['sensitivity', question], () => {
    const found = sensitivityOf(all, committed, NAMED)
    return {
      ...told(
        company,
        question,
        found.shares.deals.map(({ key }) => key),
      ),
      ...found,
    }
  })
}

export interface PathInput extends PathQuestion {
  readonly question: ProjectInput
}

export async function pathTo({ question, ...asked }: PathInput): Promise<Told & PathToTarget> {
  const { company, all, committed } = await opened(question)
  return answerOnce(company, ['path', question, asked], () => {
    const found = pathToTarget(all, committed, asked)
    const keys = [found.steps, ...found.others].flat().flatMap((step) => (step.kind === 'deal' ? [step.key] : []))
    return { ...told(company, question, keys), ...found }
  })
}

interface Opened {
  readonly company: Company
  readonly all: Outlooks
  /** Keys of the open deals whose call is commit. */
  readonly committed: ReadonlySet<string>
}

/** The bases of the last questions about a company, with their draws: the next lever is then one simulation. */
const bases = new WeakMap<Company['deals'], Map<string, Opened>>()
const KEPT = 2

async function opened({ connection, asOf, ...question }: ProjectInput): Promise<Opened> {
  const company = await companyAt({ connection, asOf })
  const known = bases.get(company.deals) ?? new Map<string, Opened>()
  bases.set(company.deals, known)
  const asked = JSON.stringify(question)
  const before = known.get(asked)
  known.delete(asked)
  const base = before ?? {
    company,
    all: outlooks({
      ...question,
      histories: company.deals.map((deal) => deal.history),
      asOf: Date.parse(asOf),
      fiscalStartMonth: company.fiscalStartMonth,
      model: company.model,
      known: knownOf(company),
    }),
    committed: new Set(company.deals.flatMap((deal) => (deal.category === 'commit' ? [deal.history.key] : []))),
  }
  known.set(asked, base)
  for (const oldest of known.keys()) {
    if (known.size <= KEPT) break
    known.delete(oldest)
  }
  return base
}

/** Deals by key and amounts in the base currency; a deal that is not known yet has no switch. */
function changesIn(company: Company, { deals = [], ...levers }: ScenarioLevers, asOf: string): ScenarioChanges {
  const keyOf = new Map(company.deals.map((deal) => [deal.id, deal.history.key]))
  const minor = (amount: Money | undefined): number | undefined => amount && inBase(company.rates, amount, asOf)
  const pulled = Object.fromEntries(Object.entries(levers).filter(([, value]) => value !== undefined))
  return {
    ...pulled,
    deals: deals.flatMap(({ deal, outcome, closeOn, amount }) => {
      const key = keyOf.get(deal)
      return key === undefined ? [] : [{ key, outcome, closeOn, amountMinor: minor(amount) }]
    }),
  }
}

function told({ model, deals }: Company, { seed, paths }: ProjectInput, keys: readonly string[]): Told {
  const named = new Set(keys)
  return {
    basis: { model: model.win.version, closedDeals: model.win.closed, seed, paths },
    deals: Object.fromEntries(
      deals.flatMap(({ id, name, history: { key, owner } }) => (named.has(key) ? [[key, { id, name, owner }] as const] : [])),
    ),
  }
}
