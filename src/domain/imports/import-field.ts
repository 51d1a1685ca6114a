/**
 * The fields that an imported row can fill, by noun, each with the kind of value it takes. 'key' is an identifier of the
 * source; 'ref' names another record by such an identifier, by its address or by its name; 'addresses' is a list of mailboxes.
 */
export type FieldKind = 'text' | 'key' | 'ref' | 'date' | 'instant' | 'integer' | 'number' | 'money' | 'boolean' | 'percent' | 'addresses'

export const IMPORT_FIELDS = {
  users: {
    id: 'key', name: 'text', firstName: 'text', lastName: 'text', email: 'text', title: 'text', active: 'boolean', team: 'ref', manager: 'ref',
    region: 'ref', createdAt: 'instant', modifiedAt: 'instant',
  },
  teams: { id: 'key', name: 'text', parent: 'ref' },
  'team-members': { team: 'ref', user: 'ref', leads: 'boolean', from: 'date', to: 'date' },
  accounts: {
    id: 'key', name: 'text', parent: 'ref', owner: 'ref', industry: 'text', segment: 'text', tier: 'text', employeeCount: 'integer',
    annualRevenue: 'money', currency: 'text', website: 'text', country: 'text', city: 'text', foundedYear: 'integer',
    createdAt: 'instant', modifiedAt: 'instant', deleted: 'boolean',
  },
  contacts: {
    id: 'key', name: 'text', firstName: 'text', lastName: 'text', account: 'ref', title: 'text', department: 'text', email: 'text', emailList: 'addresses', phone: 'text',
    optedOutOfEmail: 'boolean', doNotCall: 'boolean', doNotContact: 'boolean', reportsTo: 'ref', country: 'text', language: 'text',
    createdAt: 'instant', modifiedAt: 'instant', deleted: 'boolean',
  },
  products: { id: 'key', name: 'text', code: 'text', family: 'text', listPrice: 'money', currency: 'text', active: 'boolean' },
  pipelines: { id: 'key', name: 'text', position: 'integer', stageId: 'key', stageName: 'text', stagePosition: 'integer', probability: 'percent', isClosed: 'boolean', isWon: 'boolean' },
  stages: {
    id: 'key', name: 'text', pipeline: 'ref', position: 'integer', probability: 'percent', forecastCategory: 'text', isClosed: 'boolean', isWon: 'boolean',
    active: 'boolean',
  },
  opportunities: {
    id: 'key', name: 'text', account: 'ref', owner: 'ref', pipeline: 'ref', stage: 'text', amount: 'money', currency: 'text', probability: 'percent',
    closeOn: 'date', expectedCloseOn: 'date', forecastCategory: 'text', nextAction: 'text', nextActionDueOn: 'date', leadSource: 'text',
    dealType: 'text', segment: 'text', description: 'text', lostReason: 'text', isClosed: 'boolean', isWon: 'boolean', product: 'ref',
    quantity: 'number', contact: 'ref', contactEmail: 'text', createdAt: 'instant', modifiedAt: 'instant', stageEnteredAt: 'instant', deleted: 'boolean',
  },
  'opportunity-history': {
    id: 'key', opportunity: 'ref', at: 'instant', stage: 'text', amount: 'money', currency: 'text', closeOn: 'date', probability: 'percent',
    forecastCategory: 'text', field: 'text', oldValue: 'text', newValue: 'text', deleted: 'boolean',
  },
  'opportunity-lines': {
    id: 'key', opportunity: 'ref', product: 'ref', quantity: 'number', unitPrice: 'money', total: 'money', listPrice: 'money', currency: 'text',
    deleted: 'boolean',
  },
  stakeholders: { id: 'key', opportunity: 'ref', contact: 'ref', role: 'text', isPrimary: 'boolean', createdAt: 'instant', deleted: 'boolean' },
  activities: {
    id: 'key', kind: 'text', subject: 'text', body: 'text', direction: 'text', incoming: 'boolean', sentiment: 'text', status: 'text', isClosed: 'boolean',
    occurredAt: 'instant', completedAt: 'instant', endedAt: 'instant', dueOn: 'instant', durationMinutes: 'integer', durationSeconds: 'integer',
    durationMs: 'integer', related: 'ref', opportunity: 'ref', account: 'ref', person: 'ref', owner: 'ref', fromName: 'text', fromAddress: 'addresses',
    toAddresses: 'addresses', ccAddresses: 'addresses', automated: 'boolean', createdAt: 'instant', deleted: 'boolean',
  },
  'activity-participants': { id: 'key', activity: 'ref', person: 'ref', address: 'addresses', name: 'text', response: 'text', isWhat: 'boolean', deleted: 'boolean' },
  quotas: { id: 'key', user: 'ref', team: 'ref', start: 'date', end: 'date', amount: 'money', currency: 'text' },
  'exchange-rates': { id: 'key', currency: 'text', start: 'date', rate: 'number' },
} as const satisfies Record<string, Readonly<Record<string, FieldKind>>>

export type ImportNoun = keyof typeof IMPORT_FIELDS

export function isImportNoun(noun: string | null): noun is ImportNoun {
  return noun !== null && noun in IMPORT_FIELDS
}

/** The kinds of the fields of a noun, by field name. */
export function fieldsOf(noun: ImportNoun): Readonly<Record<string, FieldKind>> {
  return IMPORT_FIELDS[noun]
}

/** The field without which a row of a noun says nothing. */
export const REQUIRED_FIELDS: Readonly<Record<ImportNoun, readonly (readonly string[])[]>> = {
  users: [['name', 'lastName', 'email', 'id']],
  teams: [['name']],
  'team-members': [['team'], ['user']],
  accounts: [['name']],
  contacts: [['name', 'lastName', 'firstName', 'email']],
  products: [['name']],
  pipelines: [['name', 'id']],
  stages: [['name']],
  opportunities: [['stage', 'isClosed']],
  'opportunity-history': [['opportunity'], ['at']],
  'opportunity-lines': [['opportunity'], ['product']],
  stakeholders: [['opportunity'], ['contact']],
  activities: [['occurredAt', 'completedAt', 'createdAt', 'dueOn']],
  'activity-participants': [['activity'], ['person', 'address']],
  quotas: [['user', 'team'], ['start'], ['amount']],
  'exchange-rates': [['currency'], ['start'], ['rate']],
}
