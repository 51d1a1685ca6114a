/**
 * Everything `npm test` runs, each step under a headline, with one summary at the end. Names of steps as arguments run
 * only those. QUARTERDECK_REQUIRE_BROWSER=1 makes a missing Chromium a failure instead of skipped tests.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { ensureBuilt } from './ensure-built.mjs'
import { findChromium, HOW_TO_GET_CHROMIUM } from './find-chromium.mjs'
import { runCommand } from './run-command.mjs'

const root = resolve(import.meta.dirname, '..')
const reports = join(root, 'dist', 'test')

const STEPS = [
  { name: 'lock', title: 'Lock file', run: () => check('node', [join(root, 'scripts', 'complete-lock.mjs'), '--check']) },
  { name: 'types', title: 'Types (tsc)', run: () => check('tsc', ['-b']) },
  { name: 'lint', title: 'Lint (oxlint)', run: () => check('oxlint', ['--type-aware', '--deny-warnings']) },
  { name: 'format', title: 'Format (oxfmt)', run: () => check('oxfmt', ['--check']) },
  { name: 'unused', title: 'Unused files, exports and packages (knip)', run: () => check('knip', ['--no-progress']) },
  { name: 'build', title: 'Build', run: build },
  { name: 'unit', title: 'Mathematics, rules, contract and clients', run: () => tests('unit') },
  { name: 'web', title: 'Pages and their parts', run: () => tests('web') },
  { name: 'server', title: 'Server on a real database', run: () => tests('server') },
  { name: 'fault', title: 'Kill -9 of server and database', run: () => tests('fault') },
  { name: 'browser', title: 'Pages in a browser', run: browser },
]

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !STEPS.some((step) => step.name === name))
if (unknown.length > 0) {
  process.stderr.write(`There is no step ${unknown.join(', ')}. The steps are ${STEPS.map(({ name }) => name).join(', ')}.\n`)
  process.exit(2)
}

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
const results = []
for (const step of STEPS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  process.stdout.write(`\n=== ${step.title}\n`)
  const started = Date.now()
  const result = await step.run()
  results.push({ ...step, ...result, seconds: (Date.now() - started) / 1000 })
}
summarise()

async function check(command, args) {
  const code = await runCommand(command, args, { root })
  return { ok: code === 0, passed: 0, failed: 0, skipped: 0 }
}

async function build() {
  try {
    await ensureBuilt(root)
    return { ok: true, passed: 0, failed: 0, skipped: 0 }
  } catch (error) {
    process.stdout.write(`${error.message}\n`)
    return { ok: false, passed: 0, failed: 0, skipped: 0 }
  }
}

async function tests(project, { args = [], env = {} } = {}) {
  const report = join(reports, `${project}.json`)
  const code = await runCommand(
    'vitest',
    [
      'run',
      '--project',
      project,
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ],
    { root, env },
  )
  return { ok: code === 0, ...totals(report) }
}

async function browser() {
  const chromium = await findChromium()
  if (chromium) return tests('browser', { env: { CHROMIUM_PATH: chromium } })
  const required = process.env.QUARTERDECK_REQUIRE_BROWSER === '1'
  process.stdout.write(
    `${HOW_TO_GET_CHROMIUM} ${required ? 'The browser tests are required here.' : 'The browser tests are skipped.'}\n`,
  )
  // A name that no test has: every one is counted as skipped and none is started.
  const skipped = await tests('browser', { args: ['--testNamePattern', '^\\b$'], env: { QUARTERDECK_SKIP_BROWSER: '1' } })
  return { ...skipped, ok: skipped.ok && !required, note: required ? 'no Chromium' : 'skipped: no Chromium' }
}

/** A file that cannot be loaded has no tests to fail, so it counts as one that did. */
function totals(report) {
  let read
  try {
    read = JSON.parse(readFileSync(report, 'utf8'))
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
  const broken = read.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  )
  return {
    passed: read.numPassedTests,
    failed: read.numFailedTests + broken.length,
    skipped: read.numPendingTests + read.numTodoTests,
    failures: [
      ...broken.map((file) => told(file.name, file.message)),
      ...read.testResults.flatMap((file) =>
        file.assertionResults
          .filter((test) => test.status === 'failed')
          .map((test) => told(file.name, test.failureMessages.join('\n'), test.fullName)),
      ),
    ],
  }
}

/** Where it failed and what it said first: whoever reads only the end of a long log learns enough to begin. */
function told(file, message = '', test = '') {
  const said = message.split('\n').filter((line) => line.trim() !== '')
  return [
    `${relative(root, file)}${test === '' ? '' : ` > ${test}`}`,
    ...said.slice(0, 12).map((line) => `    ${line.slice(0, 300)}`),
  ].join('\n')
}

function summarise() {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  process.stdout.write('\n=== Summary\n')
  for (const { title, ok, passed, failed, skipped, seconds, note } of results) {
    const counts = passed + failed + skipped > 0 ? `  ${passed} passed, ${failed} failed, ${skipped} skipped` : ''
    process.stdout.write(
      `${ok ? 'ok    ' : 'FAILED'} ${title.padEnd(46)} ${seconds.toFixed(1).padStart(6)} s${counts}${note ? `  (${note})` : ''}\n`,
    )
  }
  for (const failure of results.flatMap(({ failures = [] }) => failures)) process.stdout.write(`\n${failure}\n`)
  const bad = results.filter(({ ok }) => !ok)
  process.stdout.write(bad.length === 0 ? '\nEverything holds.\n' : `\nFailed: ${bad.map(({ title }) => title).join('; ')}.\n`)
  // A check that failed without tests of its own still must not read as none failed.
  const failed = sum('failed') + bad.filter((result) => result.failed === 0).length
  process.stdout.write(`${sum('passed')} passed, ${failed} failed, ${sum('skipped')} skipped\n`)
  process.exitCode = bad.length === 0 ? 0 : 1
}
