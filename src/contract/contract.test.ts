import { describe, expect, test } from 'vitest'
import { RIGHTS } from '../domain/access/right.ts'
import { api } from './api.ts'
import { methodOf, pathOf, pathParameters, type Operation } from './operation.ts'

const operations = Object.entries(api).flatMap(([noun, resource]) =>
  Object.entries(resource as Record<string, Operation>).map(([verb, op]) => ({ id: `${noun}.${verb}`, verb, op })),
)

describe.each(operations)('$id', ({ verb, op }) => {
  test('says in sentence case and without a full stop what it does', () => {
    expect(op.summary).toMatch(/^[A-Z][^!]{3,139}[^.!\s]$/)
    expect(
      op.summary
        .slice(1)
        .split(/[ ,:;]+/)
        .filter((word) => /^[A-Z][a-z]/.test(word)),
    ).toEqual([])
  })

  test('is named noun.verb, plainly enough for a command and a tool', () => {
    expect(verb).toMatch(/^[a-z][A-Za-z]{1,30}$/)
  })

  test('asks for a right that exists', () => {
    expect(RIGHTS).toContain(op.allow)
  })

  test('has every name of its path among its required fields', () => {
    for (const name of pathParameters(pathOf(op))) {
      const field = op.input.shape[name]
      expect(field, name).toBeDefined()
      expect(field?.safeParse(undefined).success, name).toBe(false)
    }
  })

  test('names the field that holds the id which must be in sight', () => {
    const fields = Object.keys(op.input.shape)
    expect(fields).toEqual(op.sight ? expect.arrayContaining([op.sight.field]) : fields)
  })

  test('has a path of plain words and names', () => {
    expect(pathOf(op)).toMatch(/^(\/([a-z]+(-[a-z]+)*|\{\w+\}))+$/)
  })
})

describe('the contract as a whole', () => {
  test('no two operations answer at the same method and path, whatever their parameters are called', () => {
    const routes = operations.map(({ op }) => `${methodOf(op)} ${pathOf(op).replace(/\{\w+\}/g, '{}')}`)
    expect(routes.filter((route, index) => routes.indexOf(route) !== index)).toEqual([])
  })

  test('a fixed path that a parameter could also match is met only where that parameter is an id', () => {
    const taken = operations.flatMap(({ id, op }) =>
      operations
        .filter((other) => other.op !== op && methodOf(other.op) === methodOf(op) && swallows(other.op, op))
        .map((other) => `${id} is swallowed by ${other.id}`),
    )
    expect(taken).toEqual([])
  })

  test('whoever deletes something that cannot be put back with one step is asked first', () => {
    const REVERSIBLE: Readonly<Record<string, string>> = {
      'champions.withdrawTest': 'champions.test',
      'champions.clearPlan': 'champions.setPlan',
      'claims.withdraw': 'claims.judge',
      'identity.unmerge': 'identity.merge',
      'identity.reconsider': 'identity.keepApart',
      'identity.removeAddress': 'identity.addAddress',
      'relationships.remove': 'relationships.set',
      'roles.reject': 'roles.confirm',
      'stakeholders.remove': 'stakeholders.add',
      'teams.removeMember': 'teams.setMember',
      'views.remove': 'views.save',
      'scenarios.remove': 'scenarios.restore',
      'quotas.remove': 'quotas.set',
      'imports.discard': 'the files are still with whoever uploaded them',
    }
    const unasked = operations
      .filter(({ id, op }) => methodOf(op) === 'DELETE' && op.confirm === undefined && !(id in REVERSIBLE))
      .map(({ id }) => id)
    expect(unasked).toEqual([])
  })

  test('what is asked first is a sentence', () => {
    const asked = operations.flatMap(({ op }) => op.confirm ?? [])
    expect(asked.filter((question) => !/^[A-Z].*\.$/.test(question))).toEqual([])
  })

  test('no tool answers to two operations', () => {
    const names = operations.map(({ id }) => id.replaceAll('.', '_').toLowerCase())
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })
})

/** Whether a request for the fixed path of `fixed` would fit `open`: the same length, and a parameter that is no id where the other has a word. */
function swallows(open: Operation, fixed: Operation): boolean {
  const openSteps = pathOf(open).split('/')
  const fixedSteps = pathOf(fixed).split('/')
  if (openSteps.length !== fixedSteps.length) return false
  let looser = false
  for (const [index, step] of openSteps.entries()) {
    const word = fixedSteps[index] ?? ''
    if (step === word) continue
    if (!step.startsWith('{')) return false
    if (word.startsWith('{')) continue
    const field = open.input.shape[step.slice(1, -1)]
    if (field?.safeParse(word).success) looser = true
  }
  return looser
}
