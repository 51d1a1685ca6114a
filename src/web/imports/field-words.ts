/** Fields whose names say more to programmers than to people. */
const FIELDS: Readonly<Record<string, string>> = {
  id: 'Identifier',
  ref: 'Reference',
  closeOn: 'Close date',
  expectedCloseOn: 'Expected close date',
  opportunity: 'Deal',
  stakeholder: 'Person on a deal',
  contact: 'Person',
  contactEmail: 'E-mail of the person',
  person: 'Person',
  at: 'When',
  oldValue: 'Value before',
  newValue: 'Value after',
  field: 'Changed field',
  nextAction: 'Next step',
  nextActionDueOn: 'Next step due',
  forecastCategory: 'Forecast',
  isWon: 'Is won',
  isClosed: 'Is closed',
  emailList: 'E-mail addresses',
  email: 'E-mail',
  dueOn: 'Due',
  start: 'First day',
  end: 'Last day',
  rate: 'Rate',
}

/** A field of ours in words: 'employeeCount' is "Employee count". */
export function fieldText(field: string): string {
  const known = FIELDS[field]
  if (known) return known
  const words = field.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
