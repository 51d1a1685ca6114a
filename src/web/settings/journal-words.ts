/** What the journal's nouns are called on screen. */
export const NOUN_LABELS: Readonly<Record<string, string>> = {
  opportunity: 'Deal',
  stakeholder: 'Person on a deal',
  account: 'Account',
  contact: 'Person',
  contract: 'Contract',
  activity: 'Activity',
  relationship: 'Line on a map',
  criterion: 'Criterion',
  commitment: 'Promise',
  network: 'Network list',
  champion: 'Champion',
  claim: 'Claim',
  'save-plan': 'Save plan',
  'engagement-plan': 'Engagement plan',
  'hand-over-pack': 'Hand-over pack',
  sponsor: 'Executive sponsor',
  user: 'User',
  team: 'Team',
  quota: 'Quota',
  setting: 'Settings',
  pipeline: 'Pipeline',
  stage: 'Stage',
  rate: 'Rate',
  key: 'API key',
  view: 'Saved view',
  alert: 'Alert',
  'alert-rule': 'Rule of alerts',
  'alert-channel': 'Channel of alerts',
  'alert-preference': 'How somebody is alerted',
  import: 'Import',
  product: 'Product',
  scenario: 'Scenario',
  model: 'Model',
  accuracy: 'Accuracy',
  'import-mapping': 'Import mapping',
}

export const NOUN_OPTIONS = Object.entries(NOUN_LABELS).map(([value, label]) => ({ value, label }))

const SOURCE_LABELS: Readonly<Record<string, string>> = {
  web: 'Screen',
  api: 'API key',
  cli: 'Command line',
  mcp: 'Agent',
  salesforce: 'Salesforce import',
  hubspot: 'HubSpot import',
  csv: 'File import',
  job: 'Background work',
  'first-start': 'First start',
}

export const SOURCE_OPTIONS = Object.entries(SOURCE_LABELS).map(([value, label]) => ({ value, label }))

export function sourceText(source: string): string {
  return SOURCE_LABELS[source] ?? source
}

const EVENT_LABELS: Readonly<Record<string, string>> = {
  'import.previewing': 'Import being read',
  'import.previewed': 'Import read',
  'import.storing': 'Import being stored',
  'import.discarded': 'Import thrown away',
  'import-mapping.saved': 'Import mapping saved',
  'user.preferred': 'User preferences changed',
  'team.member-set': 'Team member set',
}

/** "opportunity.moved" as "Deal moved", "team.member-set" as "Team member set". */
export function eventText(type: string, noun: string): string {
  const known = EVENT_LABELS[type]
  if (known) return known
  const verb = type.slice(type.indexOf('.') + 1).replaceAll('-', ' ')
  return `${NOUN_LABELS[noun] ?? noun} ${verb}`
}
