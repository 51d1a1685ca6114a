import type { Role } from '../../src/domain/access/right.ts'

/*
 * Who may do what, and whose deals, accounts and people each role sees: written by hand, apart from the code that decides
 * it, so that the two can be compared. An operation that is not here fails the test.
 */

const ALL = ['rep', 'manager', 'executive', 'revops', 'deal-desk', 'customer-success', 'admin'] as const
const SELLERS = ['rep', 'manager', 'revops', 'admin'] as const
const LEADERS = ['manager', 'revops', 'admin'] as const
const KEEPERS = ['revops', 'admin'] as const
const FORECASTERS = ['rep', 'manager', 'executive', 'revops', 'deal-desk', 'admin'] as const
const ADMIN = ['admin'] as const

/** 'anybody' needs no sign-in. */
export const WHO: Readonly<Record<string, readonly Role[] | 'anybody'>> = {
  'session.current': 'anybody',
  'session.prefer': ALL,
  'session.changePassword': ALL,

  'opportunities.list': ALL,
  'opportunities.summary': ALL,
  'opportunities.board': ALL,
  'opportunities.get': ALL,
  'opportunities.history': ALL,
  'opportunities.dossier': ALL,
  'opportunities.export': ALL,
  'opportunities.create': [...SELLERS, 'deal-desk'],
  'opportunities.update': [...SELLERS, 'deal-desk'],
  'opportunities.move': [...SELLERS, 'deal-desk'],
  'opportunities.assign': LEADERS,
  'opportunities.remove': LEADERS,
  'opportunities.restore': LEADERS,

  'accounts.list': ALL,
  'accounts.get': ALL,
  'accounts.create': [...SELLERS, 'customer-success'],
  'accounts.update': [...SELLERS, 'customer-success'],
  'contacts.list': ALL,
  'contacts.get': ALL,
  'contacts.create': [...SELLERS, 'customer-success'],
  'contacts.update': [...SELLERS, 'customer-success'],

  'identity.candidates': ALL,
  'identity.addresses': ALL,
  'identity.merge': [...SELLERS, 'customer-success'],
  'identity.unmerge': [...SELLERS, 'customer-success'],
  'identity.keepApart': [...SELLERS, 'customer-success'],
  'identity.reconsider': [...SELLERS, 'customer-success'],
  'identity.addAddress': [...SELLERS, 'customer-success'],
  'identity.removeAddress': [...SELLERS, 'customer-success'],

  'roles.suggest': ALL,
  'roles.confirm': [...SELLERS, 'deal-desk'],
  'roles.reject': [...SELLERS, 'deal-desk'],

  'stakeholders.list': ALL,
  'stakeholders.threading': ALL,
  'stakeholders.programme': ALL,
  'stakeholders.add': [...SELLERS, 'deal-desk'],
  'stakeholders.update': [...SELLERS, 'deal-desk'],
  'stakeholders.remove': [...SELLERS, 'deal-desk'],

  'relationships.map': ALL,
  'relationships.export': ALL,
  'relationships.set': [...SELLERS, 'deal-desk'],
  'relationships.remove': [...SELLERS, 'deal-desk'],
  'relationships.criteria': ALL,
  'relationships.setCriterion': [...SELLERS, 'deal-desk'],
  'relationships.removeCriterion': [...SELLERS, 'deal-desk'],
  'relationships.position': [...SELLERS, 'deal-desk'],
  'relationships.commitments': ALL,
  'relationships.addCommitment': [...SELLERS, 'deal-desk'],
  'relationships.changeCommitment': [...SELLERS, 'deal-desk'],
  'network.recommend': ALL,
  'network.import': [...SELLERS, 'customer-success'],

  'sponsors.report': ALL,
  'sponsors.list': ALL,
  'sponsors.programme': ALL,
  'sponsors.set': [...SELLERS, 'customer-success'],
  'sponsors.setLevel': [...SELLERS, 'customer-success'],
  'sponsors.setContext': [...SELLERS, 'customer-success'],
  'sponsors.tellNews': [...SELLERS, 'customer-success'],
  'sponsors.outreach': ALL,
  'sponsors.proposeOutreach': [...SELLERS, 'customer-success'],
  'sponsors.agreeOutreach': [...SELLERS, 'customer-success'],
  'sponsors.endOutreach': [...SELLERS, 'customer-success'],
  'sponsors.calendar': ALL,
  'sponsors.feeds': ALL,
  'sponsors.makeFeed': ALL,
  'sponsors.revokeFeed': ALL,

  'claims.list': FORECASTERS,
  'claims.judge': FORECASTERS,
  'claims.withdraw': FORECASTERS,
  'claims.records': FORECASTERS,
  'claims.record': FORECASTERS,

  'champions.score': ALL,
  'champions.test': [...SELLERS, 'deal-desk'],
  'champions.withdrawTest': [...SELLERS, 'deal-desk'],
  'champions.departures': ALL,
  'champions.savePlans': ALL,
  'champions.startSavePlan': [...SELLERS, 'deal-desk'],
  'champions.updateSavePlan': [...SELLERS, 'deal-desk'],
  'champions.plans': ALL,
  'champions.setPlan': [...SELLERS, 'deal-desk'],
  'champions.clearPlan': [...SELLERS, 'deal-desk'],
  'champions.pack': ALL,
  'champions.setPack': [...SELLERS, 'deal-desk'],
  'champions.exportPack': ALL,

  'activities.list': ALL,
  'activities.log': [...SELLERS, 'deal-desk', 'customer-success'],
  'search.find': ALL,

  'alerts.list': ALL,
  'alerts.count': ALL,
  'alerts.see': ALL,
  'alerts.snooze': ALL,
  'alerts.act': ALL,
  'alerts.dismiss': ALL,
  'alerts.send': [...SELLERS, 'deal-desk'],
  'alerts.preferences': ALL,
  'alerts.prefer': ALL,
  'alerts.rules': ALL,
  'alerts.setRule': KEEPERS,
  'alerts.channels': KEEPERS,
  'alerts.saveChannel': KEEPERS,
  'alerts.testChannel': KEEPERS,
  'alerts.removeChannel': KEEPERS,
  'alerts.deliveries': KEEPERS,

  'forecasting.project': FORECASTERS,
  'forecasting.deals': FORECASTERS,
  'forecasting.chances': FORECASTERS,
  'forecasting.board': FORECASTERS,
  'forecasting.counted': FORECASTERS,
  'forecasting.deal': FORECASTERS,
  'forecasting.renewals': FORECASTERS,
  'forecasting.changes': FORECASTERS,
  'forecasting.trend': FORECASTERS,
  'forecasting.series': FORECASTERS,
  'forecasting.table': FORECASTERS,
  'forecasting.backtest': FORECASTERS,
  'accuracy.report': FORECASTERS,
  'accuracy.compute': FORECASTERS,
  'accuracy.models': FORECASTERS,
  'accuracy.first': FORECASTERS,
  'accuracy.retrain': KEEPERS,

  'scenarios.list': FORECASTERS,
  'scenarios.get': FORECASTERS,
  'scenarios.save': FORECASTERS,
  'scenarios.remove': FORECASTERS,
  'scenarios.restore': FORECASTERS,
  'scenarios.preview': FORECASTERS,
  'scenarios.cases': FORECASTERS,
  'scenarios.sensitivity': FORECASTERS,
  'scenarios.path': FORECASTERS,

  'imports.list': KEEPERS,
  'imports.get': KEEPERS,
  'imports.preview': KEEPERS,
  'imports.store': KEEPERS,
  'imports.discard': KEEPERS,
  'imports.rejections': KEEPERS,
  'imports.mappings': KEEPERS,
  'imports.saveMapping': KEEPERS,
  'quality.report': KEEPERS,

  'users.list': ALL,
  'users.create': ADMIN,
  'users.update': ADMIN,
  'users.setPassword': ADMIN,
  'teams.list': ALL,
  'teams.create': ADMIN,
  'teams.update': ADMIN,
  'teams.setMember': ADMIN,
  'teams.removeMember': ADMIN,
  'quotas.list': FORECASTERS,
  'quotas.set': KEEPERS,
  'quotas.remove': KEEPERS,

  'settings.get': ALL,
  'settings.defaults': ALL,
  'settings.update': KEEPERS,
  'pipelines.list': ALL,
  'pipelines.create': KEEPERS,
  'pipelines.addStage': KEEPERS,
  'pipelines.updateStage': KEEPERS,
  'products.list': ALL,
  'currencies.list': ALL,
  'currencies.setRate': KEEPERS,

  'views.list': ALL,
  'views.save': ALL,
  'views.remove': ALL,
  'keys.list': ALL,
  'keys.create': ALL,
  'keys.revoke': ALL,
  'journal.list': KEEPERS,
  'jobs.list': ALL,
}

/** Where the owner of a row stands, seen from the person who asks. `nobody`: the row has no owner. */
export const RELATIONS = ['own', 'below', 'beside', 'above', 'elsewhere', 'nobody'] as const
export type Relation = (typeof RELATIONS)[number]

const EVERYTHING = RELATIONS

/** Whose rows a role sees. Each leads a team here, which gives only a manager sight of it. */
export const SEES: Readonly<Record<Role, readonly Relation[]>> = {
  rep: ['own'],
  manager: ['own', 'below'],
  executive: EVERYTHING,
  revops: EVERYTHING,
  'deal-desk': EVERYTHING,
  'customer-success': EVERYTHING,
  admin: EVERYTHING,
}
