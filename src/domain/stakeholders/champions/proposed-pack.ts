import type { Dossier } from '../../opportunities/dossier.ts'
import type { ReportedChampion } from './champion-report.ts'
import { objectionsIn } from './objections.ts'
import type { PackContent } from './pack-content.ts'

/** The beginning of a pack, before anybody has written one: only what the records hold. What a person must say stays empty. */
export function proposedPack(dossier: Dossier, people: readonly ReportedChampion[]): PackContent {
  const { name, description, nextAction } = dossier.opportunity
  const buyers = people.filter(
    ({ person, locked, departure }) => person.roles.includes('economic-buyer') && !locked && !departure?.departed,
  )
  return {
    title: `Business case: ${name ?? 'this project'}`.slice(0, 500),
    audience: (
      buyers.map(({ person }) => [person.person.name, person.person.title].filter(Boolean).join(', ')).join('; ') ||
      'Whoever decides'
    ).slice(0, 500),
    problem: (description ?? '').slice(0, 10_000),
    proposal: '',
    benefits: [],
    costOfInaction: '',
    risks: [],
    nextSteps: nextAction ? [nextAction.slice(0, 500)] : [],
    roi: null,
    objections: objectionsIn(dossier.activities).map(({ topic, quote, by, activityId }) => ({
      topic,
      quote,
      by: by.slice(0, 500),
      activityId,
      answer: '',
    })),
  }
}
