import { groupedBy } from '../../src/domain/values/grouped.ts'
import type { Company } from '../crm/company.ts'
import type { Deal } from '../crm/deal.ts'
import type { Cell, Export, Table } from '../crm/export-tables.ts'
import { RecordIds } from '../crm/record-ids.ts'
import type { RowOf } from '../journal/drained.ts'
import { required } from '../required.ts'
import type { WorldSettings } from '../settings.ts'
import { answerDays, answerMail } from './answers.ts'
import { addPeopleInCopy } from './bystanders.ts'
import type { Account, Circle, Colleague } from './circle.ts'
import { actAsChampions } from './champion-acts.ts'
import { addSecondRecords } from './deal-roles.ts'
import { tracesSince, type marked } from './deal-traces.ts'
import { planExecutives, type ExecutivePlan } from './executives.ts'
import { writeExecutives } from './executive-meetings.ts'
import { addNamesakes, enterTwice, type Namesake } from './identities.ts'
import { Leavings } from './leaving.ts'
import { addMachineMail } from './machine-mail.ts'
import { bringAlong } from './meeting-company.ts'
import { takePositions } from './positions.ts'
import { Post } from './post.ts'
import { RoleChanges } from './role-changes.ts'
import { Register, type ContactChange, type ContactRow } from './register.ts'
import { nothingLived } from './lived.ts'
import type { TruePeople } from './true-people.ts'

/** Ids of what people's lives add begin here, far above those of the deals, so that these stay as without them. */
const FIRST_ID = 20_000_000

/**
 * The people of a company beside their deals. Made when all deals have been opened; contacts then stand in the export as first
 * entered. `live` adds to a deal whose activities have just been written, `conclude` what belongs to no deal.
 */
export class Society {
  private readonly circle: Circle
  private readonly accounts: ReadonlyMap<string, Account>
  private readonly secondRecords = new Map<string, readonly string[]>()
  private readonly namesakes = new Map<string, readonly Namesake[]>()
  private readonly swaying: ReadonlyMap<string, TruePeople['influences']>
  private readonly plans: ExecutivePlan[]
  private readonly leavings: Leavings
  private readonly roleChanges: RoleChanges
  private readonly out: Export

  constructor(
    given: {
      readonly settings: WorldSettings
      readonly endDay: number
      readonly out: Export
      readonly company: Company
      readonly departedOn: ReadonlyMap<string, number>
    },
    deals: readonly Deal[],
    users: readonly RowOf<Export['users']>[],
  ) {
    const { settings, endDay, out, company, departedOn } = given
    const colleagues = new Map(
      users.map((row) => [String(row.Id), { id: String(row.Id), name: String(row.Name), email: String(row.Email) }]),
    )
    const register = new Register(out)
    this.out = out
    this.circle = { settings, endDay, ids: new RecordIds(FIRST_ID), register, lived: nothingLived(), departedOn, colleagues }
    this.accounts = accountsOf(deals)
    for (const account of this.accounts.values()) {
      for (const row of register.at(account.customer.id)) {
        const first = account.customer.people.find(({ id }) => id === row.Id)
        // A second record of the usual kind follows the one it repeats.
        if (first) this.circle.lived.contacts.push({ contactId: first.id, personId: first.id, how: null })
        else
          this.circle.lived.contacts.push({
            contactId: String(row.Id),
            personId: required(this.circle.lived.contacts.at(-1)).personId,
            how: 'other-mailbox',
          })
      }
      takePositions(account, this.circle)
      for (const person of account.customer.people)
        this.circle.lived.habits.push({ contactId: person.id, answerDays: answerDays(person, settings.seed) })
      this.namesakes.set(account.customer.id, addNamesakes(account, this.circle))
      for (const person of account.customer.people) this.secondRecords.set(person.id, enterTwice(person, account, this.circle))
    }
    this.swaying = groupedBy(this.circle.lived.influences, ({ from }) => from)
    const chief = company.people.find(({ role }) => role === 'executive')?.userExternalId ?? ''
    this.plans = [...this.accounts.values()].flatMap(
      (account) =>
        planExecutives(
          account,
          ({ customer, deals: own }) => this.oursFor(customer.segment === 2 ? chief : required(own[0]).team.leaderId),
          this.circle,
        ) ?? [],
    )
    this.leavings = new Leavings(this.circle, [...this.accounts.values()])
    this.roleChanges = new RoleChanges(this.circle, [...this.accounts.values()])
    register.writeFirst(out)
  }

  /** Edits of contacts that come after their first entry. */
  get changes(): readonly (ContactChange & { readonly before: ContactChange['after'] })[] {
    const { register } = this.circle
    const now = new Map<string, ContactChange['after']>()
    return register.changes
      .filter(({ at }) => at < this.circle.endDay * 86_400_000)
      .toSorted((a, b) => a.at - b.at)
      .map((change) => {
        const row = { ...register.row(change.contactId), ...now.get(change.contactId) }
        now.set(change.contactId, { ...now.get(change.contactId), ...change.after })
        const keys = Object.keys(change.after) as (keyof typeof change.after)[]
        return { ...change, before: Object.fromEntries(keys.map((key) => [key, row[key]])) }
      })
  }

  /** Adds to a deal whose activities stand in the export from `mark` on. */
  live(deal: Deal, until: number, mark: ReturnType<typeof marked>): void {
    const { circle, out } = this
    const written = tracesSince(mark, deal, until, out)
    const account = required(this.accounts.get(deal.customer.id))
    const post = new Post(out, circle.ids, deal.id, until)
    answerMail(written, circle, post)
    const traces = tracesSince(mark, deal, until, out)
    addSecondRecords(traces, this.secondRecords, this.namesakes.get(deal.customer.id) ?? [], circle, post, out)
    bringAlong(traces, this.swaying, circle, out)
    actAsChampions(traces, circle, post)
    addPeopleInCopy(account, traces, circle, post)
    addMachineMail(traces, circle, post)
    this.leavings.show(traces, post, out)
    this.roleChanges.show(traces, post)
  }

  /** What came of people: for whoever writes down what is true of them. */
  get lived(): TruePeople {
    return this.circle.lived
  }

  /** Adds what happened between executives, and what is still open at the end. */
  conclude(): void {
    for (const plan of this.plans) writeExecutives(plan, this.circle, this.out)
    this.leavings.conclude()
    this.roleChanges.conclude()
  }

  /** The files of accounts and contacts with the columns that a company adds to them. */
  withOwnColumns(tables: readonly Table[]): Table[] {
    const { register } = this.circle
    const accounts = new Map(this.plans.map(({ account, fields }) => [account.customer.id, fields]))
    const columns = Object.keys(this.plans[0]?.fields ?? {})
    return tables.map((table) =>
      table.file === 'Account.csv'
        ? widened(table, columns, (id, column) => accounts.get(id)?.[column] ?? null)
        : table.file === 'Contact.csv'
          ? widened(table, ['Do_Not_Contact__c', 'In_Role_Since__c'], (id, column) =>
              column === 'In_Role_Since__c' ? (register.inRoleSince.get(id) ?? null) : register.doNotContact.has(id),
            )
          : table,
    )
  }

  /** Contacts as first entered. */
  get contacts(): readonly (ContactRow & { readonly doNotContact: boolean; readonly inRoleSince: string | null })[] {
    const { all, doNotContact, inRoleSince } = this.circle.register
    return [...all].map((row) => {
      const id = String(row.Id)
      return { ...row, doNotContact: doNotContact.has(id), inRoleSince: inRoleSince.get(id) ?? null }
    })
  }

  /** What the account's row says beside the usual columns; nothing for one that is no customer. */
  accountFields(accountId: string): Readonly<Record<string, Cell>> {
    return this.plans.find(({ account }) => account.customer.id === accountId)?.fields ?? {}
  }

  /** Brings the contacts of the export up to date: a CRM without a history of contacts shows the last edit alone. */
  bringUpToDate(): void {
    this.circle.register.writeEdits(this.out)
  }

  private oursFor(userId: string): Colleague | undefined {
    return this.circle.colleagues.get(userId)
  }
}

function widened(table: Table, columns: readonly string[], cell: (id: string, column: string) => Cell): Table {
  return {
    ...table,
    columns: [...table.columns, ...columns],
    rows: table.rows.map((row) => [...row, ...columns.map((column) => cell(String(row[0]), column))]),
  }
}

function accountsOf(deals: readonly Deal[]): ReadonlyMap<string, Account> {
  const own = groupedBy(deals, ({ customer }) => customer.id)
  return new Map(
    [...own].map(([id, there]) => {
      const { customer } = required(there[0])
      return [id, { customer, deals: there, domain: required(customer.people[0]).email.split('@')[1] ?? '' }]
    }),
  )
}
