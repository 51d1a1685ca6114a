import type { Contradiction } from '../../stakeholders/champions/contradictions.ts'
import type { DealRule } from '../cause.ts'
import { aboutPerson } from './about-deal.ts'
import { isSilent } from './key-person-silent.ts'

/** What only adds to something graver: alone it is no cause, and to come or go it is no news. */
const ADDS: readonly Contradiction['kind'][] = ['brought-nobody']
/** Known to be against us; to have done nothing yet is not as bad. */
const GRAVE: readonly Contradiction['kind'][] = ['one-way', 'failed-test', 'negative']

/** Somebody is called champion, and what they do speaks against it. */
export const championContradicted: DealRule = {
  id: 'champion-contradicted',
  title: 'Champion contradicted by behaviour',
  about:
    'Somebody is called champion and does not act as one: never answers, failed a test, turned against it, or has done nothing that is recorded. Silence and departure alert by themselves.',
  placeholders: ['deal', 'account', 'person', 'behaviour', 'next'],
  template: { title: '{person} does not act as the champion of {deal}', body: '{behaviour} {next}' },
  quietDays: 30,
  causes(deal, recipientId) {
    return deal.champions.flatMap((one) => {
      if (!one.called || one.contradiction === null || one.departure?.departed) return []
      // Where the silence alerts by itself, it is no second cause here.
      const kinds = one.contradictions
        .map(({ kind }) => kind)
        .filter((kind) => !ADDS.includes(kind) && !(kind === 'silent' && isSilent(one)))
      if (kinds.length === 0) return []
      const [step] = one.development
      const facts = { behaviour: one.contradiction, next: step ? `${step.step}.` : '' }
      const told = {
        state: kinds.toSorted().join('+'),
        level: kinds.some((kind) => GRAVE.includes(kind)) ? 1 : 0,
        priority: 'normal',
      } as const
      return [aboutPerson(this.id, deal, one.person, { ...told, recipientId, facts })]
    })
  },
}
