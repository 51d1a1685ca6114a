/** What a reason is called, by the concept that it is told under. */
const CONCEPT_NAMES: Readonly<Record<string, string>> = {
  timing: 'Pace',
  engagement: 'Engagement',
  people: 'People',
  amount: 'Amount',
  'close date': 'Close date',
  owner: 'Owner',
  source: 'Source and account',
  data: 'What is entered',
  segment: 'Segment',
  'time of quarter': 'Time of quarter',
  'past forecasts': 'Past forecasts',
  'age in stage': 'Time in stage',
  'boosted trees': 'Boosted trees',
  'recurrent network': 'Sequence of events',
  'attention over weeks': 'Sequence of events',
  'graph of contacts': 'Contacts',
}

export function conceptName(concept: string): string {
  return CONCEPT_NAMES[concept] ?? concept
}
