import { resolve, sep } from 'node:path'
import { parseArgs } from 'node:util'
import { dateOf, dayOfMoment } from './calendar.ts'
import { LIVELY } from './demo.ts'
import { makeLoadExport } from './load-export.ts'
import { makeWorld } from './world.ts'
import { writeWorld } from './write.ts'

const USAGE = `Usage: quarterdeck world [options]
Makes a simulated company: a CRM export in Salesforce form, and apart from it the truth behind it.

  --out DIR       folder of the export (default ./world-export)
  --truth FILE    file of the truth, outside the export (default DIR-truth/truth.json)
  --seed N        same seed, same company (default 1)
  --end DATE      day the export is taken, YYYY-MM-DD (default today, UTC)
  --deals N       deals in all (default 2500)
  --sellers N     (default 24)   --teams N  (default 4)   --years N  (default 3)
  --load          only much data of the same shape, without truth (default 100000 deals)
  --activities N  with --load: activities in all (default 1000000)
  --json          answer as JSON
  --help          this text
`

const OPTIONS = {
  out: { type: 'string' },
  truth: { type: 'string' },
  seed: { type: 'string' },
  end: { type: 'string' },
  deals: { type: 'string' },
  sellers: { type: 'string' },
  teams: { type: 'string' },
  years: { type: 'string' },
  activities: { type: 'string' },
  load: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const

/**
 * `quarterdeck world`: makes a company and writes it. Answers the exit code: 0 done, 1 refused by the settings or the disk,
 * 2 used wrongly.
 */
export async function runWorldCommand(argv: readonly string[], now: Date = new Date()): Promise<number> {
  let options: ReturnType<typeof parse>
  try {
    options = parse(argv)
  } catch (error) {
    process.stderr.write(`${sentence(error)}\n\n${USAGE}`)
    return 2
  }
  if (options.help) {
    process.stdout.write(USAGE)
    return 0
  }
  try {
    const answer = options.load ? await load(options, now) : simulate(options, now)
    process.stdout.write(options.json ? `${JSON.stringify(answer)}\n` : `${answer.summary}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof RangeError) && !isDiskError(error)) throw error
    process.stderr.write(`${sentence(error)}\n`)
    return 1
  }
}

function parse(argv: readonly string[]) {
  const { values } = parseArgs({ args: [...argv], options: OPTIONS, strict: true, allowPositionals: false })
  return {
    ...values,
    seed: wholeNumber('seed', values.seed),
    deals: wholeNumber('deals', values.deals),
    sellers: wholeNumber('sellers', values.sellers),
    teams: wholeNumber('teams', values.teams),
    years: wholeNumber('years', values.years),
    activities: wholeNumber('activities', values.activities),
  }
}

type Options = ReturnType<typeof parse>

function simulate(options: Options, now: Date) {
  const out = resolve(options.out ?? 'world-export')
  const truth = resolve(options.truth ?? `${out}-truth${sep}truth.json`)
  if (truth.startsWith(out + sep)) throw new RangeError('The truth must lie outside the export folder.')
  const { seed, deals, sellers, teams, years } = options
  const given = Object.fromEntries(
    Object.entries({ seed, deals, sellers, teams, years }).filter(([, value]) => value !== undefined),
  )
  const world = makeWorld({ end: options.end ?? today(now), ...LIVELY, ...given })
  writeWorld(world, out, truth)
  const files = Object.fromEntries(world.tables.map((table) => [table.file, table.rows.length]))
  const summary = `Wrote ${world.tables.length} files to ${out}: ${files['Opportunity.csv']} deals, ${files['Account.csv']} accounts, ${files['User.csv']} people.\nThe truth is in ${truth}.`
  return { out, truth, files, people: world.people, teamLeads: world.teamLeads, summary }
}

async function load(options: Options, now: Date) {
  const out = resolve(options.out ?? 'world-export')
  const files = makeLoadExport(
    {
      deals: options.deals ?? 100_000,
      activities: options.activities ?? 1_000_000,
      seed: options.seed ?? 1,
      end: options.end ?? today(now),
    },
    out,
  )
  return { out, files, summary: `Wrote ${files['Opportunity.csv']} deals to ${out}.` }
}

function today(now: Date): string {
  return dateOf(dayOfMoment(now.getTime()))
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,9}$/.test(text)) throw new TypeError(`--${name} wants a whole number, not "${text}".`)
  return Number(text)
}

function isDiskError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && 'syscall' in error
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
