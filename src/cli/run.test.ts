import { describe, expect, test } from 'vitest'
import { Problem } from '../contract/problem.ts'
import { kebab, nounNames, verbsOf } from './operations-by-name.ts'
import { runCommand, type Surroundings } from './run.ts'

const DEAL = '7b0f3a52-6c1e-4a37-9d57-0a4f0d6f2c11'

async function run(
  line: string,
  more: Partial<Surroundings> = {},
): Promise<{ code: number; out: string; err: string; calls: unknown[] }> {
  const seen = { out: '', err: '', calls: [] as unknown[] }
  const code = await runCommand(line.split(' ').filter(Boolean), {
    call: async (noun, verb, input) => {
      seen.calls.push({ noun, verb, input })
      return { items: [], next: null, total: 0 }
    },
    stdout: { write: (text) => void (seen.out += text) },
    stderr: { write: (text) => void (seen.err += text) },
    isTTY: false,
    ...more,
  })
  return { code, ...seen }
}

describe('what a script relies on', () => {
  test('--json puts exactly the answer on standard output, as one document, and nothing else anywhere', async () => {
    const answer = { deal: { name: 'Acme' }, active: 3 }
    const { code, out, err } = await run('stakeholders threading D-1 --as-of 2017-10-01 --json', { call: async () => answer })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toEqual(answer)
  })

  test('a refusal exits with 1, its sentence on standard error and nothing on standard output', async () => {
    const call = () => Promise.reject(new Problem('not-found', 'There is no such deal in your sight.'))
    expect(await run(`opportunities get ${DEAL}`, { call })).toMatchObject({
      code: 1,
      out: '',
      err: 'There is no such deal in your sight.\n',
    })
  })

  test('with --json a refusal is a problem document', async () => {
    const call = () => Promise.reject(new Problem('forbidden', 'Your role, rep, does not include this.'))
    const { code, out, err } = await run(`opportunities remove ${DEAL} --json`, { call })
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(JSON.parse(err)).toMatchObject({ code: 'forbidden', status: 403, title: 'Your role, rep, does not include this.' })
  })

  test('something used wrongly exits with 2 before anything is called', async () => {
    const { code, out, err, calls } = await run('opportunities lits')
    expect({ code, out, calls }).toEqual({ code: 2, out: '', calls: [] })
    expect(err).toBe('There is no command of opportunities lits. Did you mean list? See quarterdeck opportunities --help.\n')
  })

  test('a bug exits with 1 and says what happened', async () => {
    expect(await run('jobs list', { call: () => Promise.reject(new Error('boom')) })).toMatchObject({
      code: 1,
      out: '',
      err: 'Something went wrong here: boom\n',
    })
  })
})

test('a data folder that cannot be opened is a refusal in its own words', async () => {
  class InUse extends Error {}
  const around = {
    call: () => Promise.reject(new InUse('The folder is in use.')),
    refusalIn: (error: unknown) => (error instanceof InUse ? error.message : undefined),
  }
  expect(await run('jobs list', around)).toMatchObject({ code: 1, out: '', err: 'The folder is in use.\n' })
  expect(JSON.parse((await run('jobs list --json', around)).err)).toMatchObject({ code: 'unavailable' })
})

describe('a person at a terminal', () => {
  test('is asked before a deal is deleted, and nothing happens without a yes', async () => {
    const questions: string[] = []
    const confirm = async (question: string) => questions.push(question) < 0
    const { code, calls } = await run(`opportunities remove ${DEAL}`, { isTTY: true, confirm })
    expect({ code, calls, asked: questions.length }).toEqual({ code: 1, calls: [], asked: 1 })
    expect((await run(`opportunities remove ${DEAL} --yes`, { isTTY: true, confirm })).calls).toHaveLength(1)
  })
})

describe('help', () => {
  test('the first page names every noun and every command beside them', async () => {
    const { code, out } = await run('--help', {
      platform: [{ name: 'serve', usage: '[--port 4400]', summary: 'Start the server' }],
    })
    expect(code).toBe(0)
    for (const name of [...nounNames(), 'serve [--port 4400]']) expect(out).toContain(name)
  })

  test('the page of every verb names every field it takes', async () => {
    for (const noun of nounNames())
      for (const [verb, op] of Object.entries(verbsOf(noun))) {
        const { out } = await run(`${noun} ${kebab(verb)} --help`)
        expect(out).toContain(op.summary)
        for (const field of Object.keys(op.input.shape)) expect(out, `${noun} ${verb}`).toContain(`--${kebab(field)} `)
      }
  })

  test('an option shows its kind, its choices and its default', async () => {
    const { out } = await run('opportunities list --help')
    expect(out).toMatch(/--state +one of open, won, lost, closed, all; default open/)
    expect(out).toMatch(/--limit +whole number, 1 to 500; default 100/)
    expect(out).toMatch(/--close-from +date, YYYY-MM-DD/)
  })
})
