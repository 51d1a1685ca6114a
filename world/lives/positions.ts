import type { Part } from '../content/job-titles.ts'
import type { Person } from '../crm/customers.ts'
import { Random } from '../random.ts'
import type { Account, Circle } from './circle.ts'
import { titleOf } from './identities.ts'

const RETITLED = 0.45
const BOSS_ENTERED = 0.5
const WANTS_NOTHING = 0.02

/** To whom the holder of each part reports. */
const BOSS_OF = {
  'economic-buyer': null,
  'decision-maker': null,
  champion: 'economic-buyer',
  user: 'champion',
  technical: 'decision-maker',
  influencer: 'economic-buyer',
  procurement: 'economic-buyer',
  legal: 'decision-maker',
  blocker: 'decision-maker',
} as const satisfies Record<Part, Part | null>

/** Gives people their titles as they write them and their bosses, of whom the records know half, and says who sways whom. */
export function takePositions(account: Account, circle: Circle): void {
  const { people } = account.customer
  const holder = (part: Part): Person | undefined => people.find((person) => person.part === part)
  for (const person of people) {
    const random = new Random(circle.settings.seed, `lives/position/${person.id}`)
    const boss = bossOf(person, holder)
    const row = circle.register.row(person.id)
    const title = random.chance(RETITLED) ? titleOf(person.part, account, random) : row.Title
    circle.register.set(person.id, {
      Title: row.Title === null ? null : title,
      ReportsToId: boss !== null && random.chance(BOSS_ENTERED) ? boss.id : null,
    })
    circle.lived.bosses.push({ contactId: person.id, bossId: boss?.id ?? null })
    if (random.chance(WANTS_NOTHING)) circle.register.doNotContact.add(person.id)
  }
  const random = new Random(circle.settings.seed, `lives/influence/${account.customer.id}`)
  const [buyer, champion, blocker] = [holder('economic-buyer'), holder('champion'), holder('blocker')]
  for (const person of people) {
    if (person.part !== 'influencer' && person.part !== 'technical') continue
    const listener = random.chance(0.6) ? buyer : champion
    if (listener && random.chance(0.6))
      circle.lived.influences.push({ from: person.id, to: listener.id, kind: 'supports', strength: random.between(0.3, 0.9) })
  }
  if (blocker && champion && random.chance(0.6))
    circle.lived.influences.push({ from: blocker.id, to: champion.id, kind: 'opposes', strength: random.between(0.3, 0.9) })
}

/** The nearest holder of a part above, or the buyer; nobody reports to themselves. */
function bossOf(person: Person, holder: (part: Part) => Person | undefined): Person | null {
  for (let part: Part | null = BOSS_OF[person.part]; part !== null; part = BOSS_OF[part]) {
    const boss = holder(part)
    if (boss && boss !== person) return boss
  }
  return null
}
