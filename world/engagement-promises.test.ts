import { expect, test } from 'vitest'
import { automatedKind } from '../src/domain/stakeholders/automated-kind.ts'
import { interactionsOf } from '../src/domain/stakeholders/interactions.ts'
import { AUTOMATIC_REPLIES } from './content/mail-subjects.ts'
import { DEFAULT_SETTINGS } from '../src/domain/settings/settings.ts'
import { replay } from '../src/domain/opportunities/replay.ts'
import { threadTrack } from '../src/domain/stakeholders/record/thread-track.ts'
import { threadsOf } from '../src/domain/stakeholders/threads.ts'
import { peopleCompany, PEOPLE_COMPANY_END } from './people-company.ts'

const { deals, accounts, truth, stored } = peopleCompany({ seed: 2 })
const END = `${PEOPLE_COMPANY_END}T00:00:00.000Z`
const kindOf = new Map(truth.all.machineMail.map(({ emailId, kind }) => [stored('activities', emailId), kind]))
const told = deals.flatMap(({ past }) => past.activities)
const mails = [...told, ...accounts.flatMap(({ activities }) => activities)].filter(({ kind }) => kind === 'email')

/** Answers of a mailbox whose owner has left are told with the departure. */
const signs = new Set(
  truth.departures.flatMap(({ signs }) =>
    signs.flatMap(({ kind, recordId }) => (kind === 'reply' ? stored('activities', recordId) : [])),
  ),
)
/** Companies without lives have these answers too. */
const gone = AUTOMATIC_REPLIES.left.map((subject) => subject.replace('{account}', ''))
const isMachine = ({ id, subject }: (typeof mails)[number]) =>
  signs.has(id) || gone.some((begin) => subject?.startsWith(begin)) || (kindOf.has(id) && !kindOf.get(id)?.startsWith('among-'))

test('mail that nobody wrote is told from what people write', () => {
  const machine = mails.filter(isMachine)
  expect(machine.length).toBeGreaterThan(400)
  const mistaken = mails.filter((mail) => (automatedKind(mail) !== null) !== isMachine(mail))
  expect(mistaken.map(({ subject, body }) => [subject, body])).toEqual([])
})

const KINDS: Readonly<Record<string, string>> = {
  away: 'out-of-office',
  left: 'departure-notice',
  bounce: 'bounce',
  delayed: 'delivery-delay',
}

test('who has left is told from who is away', () => {
  const known = mails.filter(({ id }) => (kindOf.get(id) ?? '') in KINDS)
  const mistaken = known.filter((mail) => automatedKind(mail) !== KINDS[kindOf.get(mail.id)!])
  expect(mistaken.map(({ subject, body }) => [subject, body])).toEqual([])
})

test('no mail that nobody wrote to us is an interaction of anybody', () => {
  for (const { past } of deals) {
    const people = new Set(
      past.activities.flatMap(({ participants }) => participants.flatMap(({ contactId }) => contactId ?? [])),
    )
    for (const contactId of people)
      for (const { activityId } of interactionsOf(new Set([contactId]), past.activities, END))
        expect(kindOf.get(activityId)).toBeUndefined()
  }
})

test('the threads of a deal on any Monday are those that its dossier of that day tells', () => {
  const settings = DEFAULT_SETTINGS.threading
  const end = Date.parse(END)
  for (const { past } of deals.slice(0, 25)) {
    const track = threadTrack(past, { until: end, settings, worth: (money) => money.minor })
    for (const dossier of replay(past, END)) {
      const at = Date.parse(dossier.asOf)
      if (!track || (track.closedAt !== null && track.closedAt <= at)) continue
      const threads = threadsOf(dossier, settings)
      const week = track.weeks.findLast((one) => one.at <= at)
      expect([dossier.asOf, week?.active, week?.contacts]).toEqual([
        dossier.asOf,
        threads.filter(({ active }) => active).length,
        threads.length,
      ])
    }
  }
})
