import type { Ctx } from '../../platform/context.ts'
import { keptAnswers } from '../../platform/kept-answers.ts'
import * as list from './store.ts'

/** What lists, boards and sums of deals say, gone through once for all who ask until something is recorded. */

const pages = keptAnswers<list.ListPage>(300)
const totals = keptAnswers<number>(300)
const sums = keptAnswers<list.SumRow[]>(100)

export function pageOfIds(ctx: Ctx, narrow: list.Narrowing, page: Parameters<typeof list.pageOfIds>[2]): Promise<list.ListPage> {
  return pages(ctx, [...questionOf(narrow), page], () => list.pageOfIds(ctx, narrow, page))
}

export function countOf(ctx: Ctx, narrow: list.Narrowing): Promise<number> {
  return totals(ctx, questionOf(narrow), () => list.count(ctx, narrow))
}

export function sumsOf(ctx: Ctx, narrow: list.Narrowing): Promise<list.SumRow[]> {
  return sums(ctx, questionOf(narrow), () => list.sums(ctx, narrow))
}

/** Which deals something else has chosen follows from the filter. */
function questionOf({ filter, rates, teamOwners }: list.Narrowing): readonly unknown[] {
  return [filter, teamOwners, rates.base, [...rates.rates]]
}
