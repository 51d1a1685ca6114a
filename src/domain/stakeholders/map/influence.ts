import { ROLE_LABELS, type BuyingRole } from '../../accounts/contact.ts'
import type { Factor, Score } from '../../values/score.ts'
import type { Seniority } from '../roles/seniority.ts'
import type { MapEdge } from './map-edge.ts'
import type { MapPerson } from './map-person.ts'
import type { Authority, Influence } from './standing.ts'

export interface Level<L> {
  readonly level: L | null
  readonly source: 'entered' | 'derived'
  readonly score: Score
}

const OF_SENIORITY: Readonly<Record<Seniority, number>> = {
  executive: 100,
  'vice-president': 85,
  director: 65,
  manager: 40,
  staff: 20,
}
export const SENIORITY_WORDS: Readonly<Record<Seniority, string>> = {
  executive: 'executive',
  'vice-president': 'vice president',
  director: 'director',
  manager: 'manager',
  staff: 'staff',
}
const OF_ROLE: Readonly<Record<BuyingRole, number>> = {
  'economic-buyer': 100,
  'decision-maker': 95,
  champion: 70,
  'technical-evaluator': 60,
  influencer: 60,
  blocker: 60,
  procurement: 55,
  legal: 50,
  user: 25,
}
const WEIGHTS = { level: 0.35, role: 0.3, place: 0.2, reports: 0.15 } as const
const FROM = { high: 65, medium: 40 } as const
const EACH_REPORT = 25

/**
 * How much a person weighs in what the customer decides, 0 to 100, from their level (35 %), their role (30 %), their place among
 * the others of the map (20 %, the share of people who stand below them by PageRank) and who reports to them, directly or through
 * others (15 %, 25 points each). What is not known leaves its weight to the rest. High from 65, medium from 40; what somebody
 * entered stands above it.
 */
export function influenceOf(
  one: MapPerson,
  people: readonly MapPerson[],
  edges: readonly MapEdge[],
  rankOf: (id: string) => number,
): Level<Influence> {
  const names = new Map(people.map(({ id, person }) => [id, person.name]))
  const under = below(one.id, edges)
  const tied = edges.some(({ from, to, kind }) => kind !== 'conflicts' && (from === one.id || to === one.id))
  const others = people.length - 1
  const lower = people.filter(({ id }) => rankOf(id) < rankOf(one.id) - 1e-9).length
  const role = one.roles.toSorted((a, b) => OF_ROLE[b] - OF_ROLE[a])[0]
  const factors: Factor[] = [
    {
      name: 'Level',
      value: one.seniority === null ? null : OF_SENIORITY[one.seniority],
      weight: WEIGHTS.level,
      input:
        one.seniority === null
          ? one.person.title === null
            ? 'No title known'
            : `${one.person.title}: no level in the title`
          : `${one.person.title ?? ''}: ${SENIORITY_WORDS[one.seniority]}`,
      evidence: [],
    },
    {
      name: 'Role',
      value: role === undefined ? null : OF_ROLE[role],
      weight: WEIGHTS.role,
      input: role === undefined ? 'No role known' : ROLE_LABELS[role],
      evidence: [],
    },
    {
      name: 'Place among the others',
      value: tied && others > 0 ? (100 * lower) / others : null,
      weight: WEIGHTS.place,
      input: tied ? `More lines lead here than to ${lower} of ${others} others` : 'No line leads to anybody',
      evidence: [],
    },
    {
      name: 'Reports',
      value: edges.some(({ kind }) => kind === 'reports-to') ? Math.min(100, EACH_REPORT * under.length) : null,
      weight: WEIGHTS.reports,
      input:
        under.length === 0
          ? 'Nobody on the map reports here'
          : `${under.length === 1 ? '1 person reports' : `${under.length} people report`} here: ${listed(under.map((id) => names.get(id) ?? ''))}`,
      evidence: [],
    },
  ]
  const known = factors.filter(({ name, value }) => value !== null && (name === 'Level' || name === 'Role'))
  const score: Score =
    known.length === 0 && under.length === 0
      ? { value: null, factors, note: 'Neither title nor role is known' }
      : { value: weighted(factors), factors }
  if (one.standing.influence !== null) return { level: one.standing.influence, source: 'entered', score }
  return { level: levelOf(score.value), source: 'derived', score }
}

const AUTHORITY_POINTS: Readonly<Record<Authority, number | null>> = {
  final_decision: 100,
  strong_influence: 70,
  input_only: 30,
  blocker: null,
}

/** What a person may decide, from role first and level second; what somebody entered stands above it. */
export function authorityOf({ roles, seniority, person, standing }: MapPerson): Level<Authority> {
  const senior = seniority === 'executive' || seniority === 'vice-president' || seniority === 'director'
  const decides = roles.find((role) => role === 'economic-buyer' || role === 'decision-maker')
  const approves = roles.find((role) => role === 'legal' || role === 'procurement' || role === 'technical-evaluator')
  const [derived, reason]: [Authority | null, string] = decides
    ? ['final_decision', `${ROLE_LABELS[decides]} on this deal`]
    : roles.includes('blocker')
      ? ['blocker', 'Blocker on this deal']
      : approves
        ? ['strong_influence', `${ROLE_LABELS[approves]}: nothing is signed past them`]
        : senior
          ? ['strong_influence', `${person.title ?? ''}: ${SENIORITY_WORDS[seniority]}`]
          : roles[0]
            ? ['input_only', ROLE_LABELS[roles[0]]]
            : seniority
              ? ['input_only', `${person.title ?? ''}: ${SENIORITY_WORDS[seniority]}, no role known`]
              : [null, 'Neither title nor role is known']
  const level = standing.authority ?? derived
  const value = level === null ? null : AUTHORITY_POINTS[level]
  const score: Score = {
    value,
    factors: [
      { name: 'Role and level', value: derived === null ? null : AUTHORITY_POINTS[derived], input: reason, evidence: [] },
    ],
    ...(value === null ? { note: reason } : {}),
  }
  return { level, source: standing.authority === null ? 'derived' : 'entered', score }
}

/** Everybody who reports to a person, directly or through others; a circle ends where it began. */
function below(id: string, edges: readonly MapEdge[]): string[] {
  const found = new Set<string>()
  const queue = [id]
  for (let next = queue.pop(); next !== undefined; next = queue.pop())
    for (const { from, to, kind } of edges) {
      if (kind !== 'reports-to' || to !== next || from === id || found.has(from)) continue
      found.add(from)
      queue.push(from)
    }
  return [...found]
}

function weighted(factors: readonly Factor[]): number | null {
  let sum = 0
  let total = 0
  for (const { value, weight = 0 } of factors) {
    if (value === null) continue
    sum += value * weight
    total += weight
  }
  return total === 0 ? null : Math.round(sum / total)
}

function levelOf(value: number | null): Influence | null {
  return value === null ? null : value >= FROM.high ? 'high' : value >= FROM.medium ? 'medium' : 'low'
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ')
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown
}
