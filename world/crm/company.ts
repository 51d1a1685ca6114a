import { momentOf } from '../calendar.ts'
import { FIRST_NAMES, LAST_NAMES } from '../content/person-names.ts'
import { VENDOR } from '../content/vendor.ts'
import type { Role, DemoPerson } from '../demo-people.ts'
import { Random } from '../random.ts'
import { required } from '../required.ts'
import type { WorldSettings } from '../settings.ts'
import type { Export } from './export-tables.ts'
import type { RecordIds } from './record-ids.ts'

/** One of our own people, with the habits that no record shows. */
export interface Employee {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly from: number
  /** Last day, or null. */
  readonly until: number | null
  /** Log-hazard this seller adds to a win. */
  readonly skill: number
  /** Factor on the time a seller expects a deal to take; below 1 is hopeful. */
  readonly optimism: number
  /** Weekly chance of bringing a stage, a date or a loss up to date, as a factor. */
  readonly diligence: number
  /** Share of true activity that the records hold. */
  readonly capture: number
}

export interface Team {
  readonly id: string
  readonly name: string
  readonly region: 'americas' | 'europe'
  readonly enterprise: boolean
  readonly leaderId: string
  /** A territory and the sellers who have held it, in time order. */
  readonly territories: readonly (readonly Employee[])[]
}

export interface Company {
  readonly teams: readonly Team[]
  readonly people: readonly DemoPerson[]
  readonly teamLeads: readonly { readonly teamExternalId: string; readonly userExternalId: string }[]
}

const TEAM_NAMES = ['Enterprise', 'Commercial', 'Strategic', 'Growth', 'Public and health', 'Partners'] as const

/** Hires the vendor: teams under two regions under the company, their leaders, sellers (a few of whom left), and the people around them. */
export function foundCompany(settings: WorldSettings, firstDay: number, lastDay: number, out: Export, ids: RecordIds): Company {
  const random = new Random(settings.seed, 'company')
  const people: DemoPerson[] = []
  const teamLeads: { teamExternalId: string; userExternalId: string }[] = []
  const namesTaken = new Set<string>()
  const hire = (
    title: string,
    department: string,
    role: string,
    manager: string | null,
    from: number,
    until: number | null,
  ): Employee => {
    const [first, last] = unusedName(random, namesTaken)
    const email = `${plain(first)}.${plain(last)}@${VENDOR.domain}`
    const employee: Employee = {
      id: ids.next('user'),
      name: `${first} ${last}`,
      email,
      from,
      until,
      skill: settings.skillSd * random.normal(),
      optimism: Math.exp(settings.optimism.mean + settings.optimism.sd * random.normal()),
      diligence: random.between(...settings.diligence),
      capture: random.between(...settings.capture),
    }
    out.users.add({
      Id: employee.id,
      Username: email,
      FirstName: first,
      LastName: last,
      Name: employee.name,
      Email: email,
      Title: title,
      Department: department,
      IsActive: until === null,
      UserRoleId: role,
      ManagerId: manager,
      TimeZoneSidKey: 'America/New_York',
      CreatedDate: new Date(momentOf(from) + 9 * 3_600_000).toISOString(),
    })
    return employee
  }
  const role = (name: string, parent: string | null): string => {
    const id = ids.next('role')
    out.roles.add({ Id: id, Name: name, DeveloperName: name.replace(/\W+/g, '_'), ParentRoleId: parent })
    return id
  }
  const show = (employee: Employee, as: Role, note: string) =>
    void people.push({ userExternalId: employee.id, name: employee.name, email: employee.email, role: as, note })

  const companyRole = role(VENDOR.name, null)
  const chief = hire('VP Sales', 'Sales', companyRole, null, firstDay, null)
  teamLeads.push({ teamExternalId: companyRole, userExternalId: chief.id })
  show(chief, 'executive', 'VP Sales, answers for the number of the whole company')
  const support = [
    ['RevOps Manager', 'Revenue Operations', 'revops', 'Owns pipeline hygiene, imports and the forecast process'],
    ['Deal Desk Lead', 'Finance', 'deal-desk', 'Reviews discounts and terms before a contract goes out'],
    [
      'Customer Success Lead',
      'Customer Success',
      'customer-success',
      'Takes over after the signature and looks after the accounts',
    ],
    ['Systems Administrator', 'IT', 'admin', 'Runs the installation, people and settings'],
  ] as const
  for (const [title, department, as, note] of support)
    show(hire(title, department, companyRole, chief.id, firstDay, null), as, note)

  const regions = (['americas', 'europe'] as const).slice(0, settings.teams > 1 ? 2 : 1).map((region) => {
    const name = region === 'americas' ? 'Americas' : 'EMEA'
    const id = role(name, companyRole)
    const director = hire(`Regional Director, ${name}`, 'Sales', id, chief.id, firstDay, null)
    teamLeads.push({ teamExternalId: id, userExternalId: director.id })
    return { region, name, id, directorId: director.id }
  })
  const teams: Team[] = []
  for (let t = 0; t < settings.teams; t++) {
    const region = required(regions[Math.floor((t * regions.length) / settings.teams)])
    const inRegion = teams.filter((team) => team.region === region.region).length
    const name = `${region.name} ${TEAM_NAMES[inRegion] ?? `Team ${inRegion + 1}`}`
    const id = role(name, region.id)
    const leader = hire(`Sales Manager, ${name}`, 'Sales', id, region.directorId, firstDay, null)
    teamLeads.push({ teamExternalId: id, userExternalId: leader.id })
    if (t < 2 || t === settings.teams - 1) show(leader, 'manager', `Leads ${name} and calls its number each week`)
    const seats = Math.floor(((t + 1) * settings.sellers) / settings.teams) - Math.floor((t * settings.sellers) / settings.teams)
    const territories = Array.from({ length: seats }, (_, seat): Employee[] => {
      // In every second team one seller left after more than a third of the time, and a new one took over the open deals.
      const change = seat === 1 && t % 2 === 0 ? Math.round(firstDay + (lastDay - firstDay) * random.between(0.4, 0.75)) : null
      const sell = (from: number, until: number | null) => hire('Account Executive', 'Sales', id, leader.id, from, until)
      return change === null ? [sell(firstDay, null)] : [sell(firstDay, change), sell(change, null)]
    })
    const shown = required(territories[0]?.[0])
    if (t < 2) show(shown, 'rep', `Sells in ${name}, sees own deals`)
    teams.push({ id, name, region: region.region, enterprise: inRegion % 2 === 0, leaderId: leader.id, territories })
  }
  return { teams, people, teamLeads }
}

/** Who holds a territory on a day. */
export function holderOn(territory: readonly Employee[], day: number): Employee {
  return required(territory.findLast((employee) => employee.from <= day) ?? territory[0])
}

export function unusedName(random: Random, taken: Set<string>): readonly [string, string] {
  for (;;) {
    const name = [random.pick(FIRST_NAMES), random.pick(LAST_NAMES)] as const
    if (taken.has(name.join(' '))) continue
    taken.add(name.join(' '))
    return name
  }
}

/** Letters and digits of a name, as mailboxes and hosts spell it. */
export function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}
