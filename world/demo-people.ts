export type Role = 'rep' | 'manager' | 'executive' | 'revops' | 'deal-desk' | 'customer-success' | 'admin'

/** Somebody of the simulated company whom one can sign in as with a click. */
export interface DemoPerson {
  readonly userExternalId: string
  readonly name: string
  readonly email: string
  readonly role: Role
  /** One line on what this person does. */
  readonly note: string
}

const ORDER: readonly Role[] = ['admin', 'revops', 'executive', 'manager', 'rep', 'deal-desk', 'customer-success']

/** The people of the sign-in page: everyone in the order of their reach, two managers and two reps at most. */
export function demoPeople(people: readonly DemoPerson[]): DemoPerson[] {
  return ORDER.flatMap((role) => people.filter((person) => person.role === role).slice(0, 2))
}
