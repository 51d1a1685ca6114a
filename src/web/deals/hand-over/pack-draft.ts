import type { PackContent, RoiInputs } from '../../../domain/stakeholders/champions/pack-content.ts'
import type { Pack } from './pack-query.ts'

/** A pack while it is written: lists as texts with one entry a line. */
export interface PackDraft extends Omit<PackContent, 'benefits' | 'nextSteps'> {
  readonly benefits: string
  readonly nextSteps: string
}

export type PackObjection = PackContent['objections'][number]

export function draftOf({ benefits, nextSteps, ...rest }: PackContent): PackDraft {
  return { ...rest, benefits: benefits.join('\n'), nextSteps: nextSteps.join('\n') }
}

/** What is saved of a draft: without empty lines, empty risks and questions that nobody asked. */
export function contentOf({ benefits, nextSteps, risks, objections, ...rest }: PackDraft): PackContent {
  return {
    ...rest,
    benefits: linesOf(benefits),
    nextSteps: linesOf(nextSteps),
    risks: risks.filter(({ risk, answer }) => (risk + answer).trim() !== ''),
    objections: objections.filter(({ quote, answer }) => (quote + answer).trim() !== ''),
  }
}

/** Why a draft cannot be saved; undefined where it can. */
export function problemOf(draft: PackDraft): string | undefined {
  if (draft.title.trim() === '') return 'Write a title'
  for (const [name, text] of [
    ['What it brings', draft.benefits],
    ['Next steps', draft.nextSteps],
  ] as const) {
    const lines = linesOf(text)
    if (lines.length > 30) return `${name}: at most 30 lines`
    if (lines.some((line) => line.length > 500)) return `${name}: at most 500 characters a line`
  }
  if (draft.risks.some(({ risk, answer }) => risk.trim() === '' && answer.trim() !== '')) return 'Name the risk of every answer'
  if (draft.objections.some(({ topic, quote }) => quote.trim() !== '' && topic.trim() === ''))
    return 'Say what every question is about'
  return undefined
}

/** Doubts of the records that the draft does not hold yet. */
export function foundBeside(draft: PackDraft, unanswered: Pack['unanswered']): Pack['unanswered'] {
  return unanswered.filter(
    ({ activityId, topic }) => !draft.objections.some((one) => one.activityId === activityId && one.topic === topic),
  )
}

/** Where the customer's numbers begin: nothing is known but the price and a usual way to reckon. */
export function emptyNumbers(currency: string, priceMinor: number | null): RoiInputs {
  return {
    currency,
    volumePerYear: 0,
    costPerUnitMinor: 0,
    savedShare: 0,
    furtherGainMinor: 0,
    priceOnceMinor: 0,
    pricePerYearMinor: priceMinor ?? 0,
    ownEffortMinor: 0,
    years: 3,
    firstYearShare: 0.5,
    discountRate: 0.1,
    source: '',
  }
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
