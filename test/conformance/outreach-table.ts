/*
 * Where the answers of operations name people as somebody to contact: in a suggestion, a draft, an alert, a plan or a
 * calendar. Written by hand; an operation whose answer has a field of such a name and that is not here fails the test.
 */

/** Names of fields under which one speaks of what to do next and with whom. */
export const SPEAKS_OF_OUTREACH =
  /^(nextPerson|nextStep|nextSteps|suggest\w*|recommend\w*|candidates|draft\w*|message|actions?|ask|wayIn|followUp|steps|plans?|outreach|calendar|development|body|attendees|room|towards|conversation)$/i

interface Named {
  /** What to ask it about. */
  readonly about: 'deal' | 'account' | 'company'
  /** Paths in the answer, '[]' for each of a list. */
  readonly at: readonly string[]
}

export const OUTREACH: Readonly<Record<string, Named>> = {
  'stakeholders.threading': { about: 'deal', at: ['nextPerson', 'gaps[].action'] },
  'network.recommend': { about: 'deal', at: ['items[]'] },
  'relationships.map': { about: 'deal', at: ['ghosts[].action', 'ghosts[].ask', 'ghosts[].candidates', 'room[]'] },
  'relationships.commitments': { about: 'deal', at: ['items[].followUp'] },
  'champions.score': { about: 'deal', at: ['people[].development'] },
  'champions.plans': { about: 'deal', at: ['items[].message', 'items[].nextStep', 'items[].goal'] },
  'champions.savePlans': { about: 'company', at: ['items[].steps'] },
  'sponsors.report': { about: 'account', at: ['actions[].action', 'actions[].contactId', 'calendar[].attendees'] },
  'sponsors.calendar': { about: 'company', at: ['items[].attendees'] },
  'alerts.list': { about: 'company', at: ['items[].title', 'items[].body'] },
}

/** Operations that have such a field and name nobody by themselves, with the reason. */
export const NOT_OUTREACH: Readonly<Record<string, string>> = {
  'opportunities.dossier': 'body is what a mail said',
  'activities.list': 'body is what a mail said',
  'activities.log': 'body is what a mail said',
  'champions.startSavePlan': 'gives the plan that champions.savePlans lists',
  'champions.updateSavePlan': 'gives the plan that champions.savePlans lists',
  'champions.setPlan': 'holds what a person of ours typed; who may not be contacted is refused',
  'champions.pack': 'is written for the champion, and names nobody to contact',
  'champions.setPack': 'holds what a person of ours typed',
  'sponsors.outreach': 'holds what a person of ours asked for; who may not be contacted is refused',
  'sponsors.proposeOutreach': 'who may not be contacted is refused',
  'sponsors.agreeOutreach': 'gives what was proposed; who may not be contacted is refused',
  'sponsors.endOutreach': 'ends an outreach',
  'alerts.snooze': 'gives an alert that alerts.list lists',
  'alerts.act': 'gives an alert that alerts.list lists',
  'alerts.dismiss': 'gives an alert that alerts.list lists',
  'alerts.rules': 'body is a text with gaps to be filled',
  'alerts.setRule': 'body is a text with gaps to be filled',
  'accuracy.report': 'steps are of a calculation',
  'accuracy.models': 'steps are of a calculation',
  'scenarios.path': 'steps are of a calculation',
}
