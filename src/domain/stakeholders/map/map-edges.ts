import { ROLE_LABELS } from '../../accounts/contact.ts'
import type { Entered } from './entered-at.ts'
import { unentered, type MapEdge } from './map-edge.ts'
import type { MapPerson } from './map-person.ts'
import { tieStrength, type SeenTie, type SeenTies } from './seen-ties.ts'

/** A tie below this is a coincidence. */
const LEAST_STRENGTH = 0.1
/** From here on, whoever sits with a decision-maker is taken to have a say in what they think. */
const CLOSE = 0.5
/** What is only seen is never surer than this. */
const SUGGESTED_AT_MOST = 0.8

/**
 * The lines of the map: what was entered or confirmed; whom the CRM says people report to, where nobody entered another; what
 * meetings, mail and who brought whom suggest, save what somebody rejected or entered already.
 */
export function mapEdges(
  people: readonly MapPerson[],
  personOf: ReadonlyMap<string, string>,
  entered: Entered,
  seen: SeenTies,
): MapEdge[] {
  const byId = new Map(people.map((one) => [one.id, one]))
  const said = enteredEdges(personOf, entered)
  const settled = new Set(
    entered.relationships.map(({ from, to, kind }) => keyOf(personOf.get(from) ?? from, personOf.get(to) ?? to, kind)),
  )
  const superiors = new Set(said.filter(({ kind }) => kind === 'reports-to').map(({ from }) => from))
  const crm = reportingLines(people, personOf).filter((edge) => !superiors.has(edge.from) && !settled.has(keyOfEdge(edge)))
  const seenEdges = [
    ...broughtInEdges(seen, byId),
    ...seen.ties.flatMap((tie) => tieEdges(tie, byId)),
    ...argumentEdges(people, seen),
  ]
  // Who has a line of one kind to somebody by another's word needs no guess of the same kind.
  const suggested = seenEdges.filter((edge) => !settled.has(keyOfEdge(edge)) && !isKnownBackwards(edge, settled))
  return unique([...said, ...crm, ...suggested])
}

function enteredEdges(personOf: ReadonlyMap<string, string>, { relationships }: Entered): MapEdge[] {
  return relationships.flatMap((one): MapEdge[] => {
    const from = personOf.get(one.from)
    const to = personOf.get(one.to)
    if (one.state === 'rejected' || from === undefined || to === undefined || from === to) return []
    const { id, kind, source, confidence, note, since, until } = one
    const why = source === 'entered' ? 'Entered' : 'Suggested from meetings and mail, and confirmed'
    return [{ id, from, to, kind, source, state: 'confirmed', confidence, strength: 1, why, note, since, until, evidence: [] }]
  })
}

/** Straight to the next superior who is on the map. */
function reportingLines(people: readonly MapPerson[], personOf: ReadonlyMap<string, string>): MapEdge[] {
  return people.flatMap(({ id, person, sameAs }) => {
    const boss = [person, ...sameAs].flatMap(({ reportsToId }) =>
      reportsToId === null ? [] : (personOf.get(reportsToId) ?? []),
    )[0]
    if (boss === undefined || boss === id) return []
    return [
      unentered({
        from: id,
        to: boss,
        kind: 'reports-to',
        source: 'crm',
        state: 'confirmed',
        confidence: 1,
        strength: 1,
        why: 'The CRM says so',
        evidence: [],
      }),
    ]
  })
}

function broughtInEdges({ broughtIn }: SeenTies, byId: ReadonlyMap<string, MapPerson>): MapEdge[] {
  return broughtIn.flatMap(({ by, who, how, activityId }) => {
    const from = byId.get(by)
    const to = byId.get(who)
    if (!from || !to) return []
    const confidence = how === 'mail' ? SUGGESTED_AT_MOST : 0.6
    const why = `${from.person.name} brought ${to.person.name} ${how === 'mail' ? 'into the mail' : 'to a meeting'}`
    return [
      unentered({
        from: by,
        to: who,
        kind: 'reaches',
        source: 'suggested',
        state: 'suggested',
        confidence,
        strength: confidence,
        why,
        evidence: [activityId],
      }),
    ]
  })
}

/** Two who are seen together work together; if one of them decides and the other does not, the other has a say in it. */
function tieEdges({ a, b, weight, meetings, mails, evidence }: SeenTie, byId: ReadonlyMap<string, MapPerson>): MapEdge[] {
  const one = byId.get(a)
  const other = byId.get(b)
  const strength = tieStrength(weight)
  if (!one || !other || strength < LEAST_STRENGTH) return []
  const confidence = Math.min(SUGGESTED_AT_MOST, strength)
  const together = `${counted(meetings, 'meeting or call', 'meetings and calls')} and ${counted(mails, 'mail', 'mails')} together`
  const edge = { source: 'suggested', state: 'suggested', confidence, strength, evidence } as const
  const edges = [unentered({ ...edge, from: a, to: b, kind: 'works-with', why: together })]
  const [from, to] = decides(one) ? [other, one] : [one, other]
  if (strength >= CLOSE && decides(to) && !decides(from) && !opposes(from)) {
    const kind = speaksForUs(from) ? 'supports' : 'influences'
    const role = to.roles.includes('economic-buyer') ? 'economic buyer' : 'decision maker'
    edges.push(
      unentered({ ...edge, from: from.id, to: to.id, kind, confidence: confidence * 0.75, why: `${together} with the ${role}` }),
    )
  }
  return edges
}

/** Who is against the deal argues with whoever speaks for it, where the two are seen together. */
function argumentEdges(people: readonly MapPerson[], { ties }: SeenTies): MapEdge[] {
  const byId = new Map(people.map((one) => [one.id, one]))
  return ties.flatMap(({ a, b, weight, evidence }) => {
    const one = byId.get(a)
    const other = byId.get(b)
    const strength = tieStrength(weight)
    if (!one || !other || strength < LEAST_STRENGTH) return []
    const [from, to] = opposes(one) ? [one, other] : [other, one]
    if (!opposes(from) || !speaksForUs(to)) return []
    const why = `${from.person.name} is ${stanceOf(from)} and is seen with ${to.person.name}, who speaks for the deal`
    return [
      unentered({
        from: from.id,
        to: to.id,
        kind: 'conflicts',
        source: 'suggested',
        state: 'suggested',
        confidence: Math.min(0.6, strength),
        strength,
        why,
        evidence,
      }),
    ]
  })
}

function decides({ roles }: MapPerson): boolean {
  return roles.includes('economic-buyer') || roles.includes('decision-maker')
}

export function speaksForUs({ roles, standing }: Pick<MapPerson, 'roles' | 'standing'>): boolean {
  if (standing.advocacy !== null) return standing.advocacy === 'strong_advocate' || standing.advocacy === 'supporter'
  return roles.includes('champion')
}

export function opposes({ roles, standing }: Pick<MapPerson, 'roles' | 'standing'>): boolean {
  if (standing.advocacy !== null) return standing.advocacy === 'blocker' || standing.advocacy === 'skeptic'
  return roles.includes('blocker')
}

function stanceOf({ standing: { advocacy } }: MapPerson): string {
  return advocacy === 'skeptic' ? 'sceptical' : `a ${ROLE_LABELS.blocker.toLowerCase()}`
}

function keyOf(from: string, to: string, kind: string): string {
  return `${kind} ${from} ${to}`
}

function keyOfEdge({ from, to, kind }: MapEdge): string {
  return keyOf(from, to, kind)
}

/** Who works with whom has no direction, and support is the stronger word for influence. */
function isKnownBackwards({ from, to, kind }: MapEdge, settled: ReadonlySet<string>): boolean {
  return kind === 'influences'
    ? settled.has(keyOf(from, to, 'supports'))
    : kind === 'supports' && settled.has(keyOf(from, to, 'influences'))
}

/** The first line of each kind between two people, which is the surest: several records can say the same. */
function unique(edges: readonly MapEdge[]): MapEdge[] {
  const first = new Map<string, MapEdge>()
  for (const edge of edges) if (!first.has(keyOfEdge(edge))) first.set(keyOfEdge(edge), edge)
  return [...first.values()]
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}
