/**
 * The rules of this house that no off-the-shelf rule knows, as one oxlint plugin. Each rule is a table first and a few
 * lines of code after it. ARCHITECTURE.md says why; test/conformance/house-rules.test.ts plants a breach of every line.
 */
import { dirname, relative, resolve, sep } from 'node:path'

/** Who may import whom. A folder may always import itself; packages are bare names, `node:` stands for all of Node. */
const TIERS = [
  { folder: 'src/stats', imports: [], packages: [] },
  { folder: 'src/domain', imports: ['src/stats'], packages: ['zod'] },
  { folder: 'src/contract', imports: ['src/domain'], packages: ['zod'] },
  { folder: 'src/server', imports: ['src/contract', 'src/domain', 'src/stats'], packages: 'any' },
  { folder: 'src/web', imports: ['src/contract', 'src/domain'], packages: 'any' },
  { folder: 'src/cli', imports: ['src/contract', 'src/domain'], packages: 'any' },
  { folder: 'src/mcp', imports: ['src/contract', 'src/domain'], packages: 'any' },
  { folder: 'world', imports: ['src/contract', 'src/domain', 'src/stats'], packages: 'any' },
]

/** Folders that serve every noun beside them, and so know none of them. */
const NOUNLESS = ['src/server/platform', 'src/web/ui', 'src/web/charts']

/** In these, time and chance are arguments. */
const PURE = ['src/stats', 'src/domain']

/** Read through src/server/platform/sight.ts, which knows what the person who asks may see. */
const SIGHTED = ['opportunities', 'accounts', 'contacts', 'activities', 'events']

/** Where a rule does not hold, and why. A line without a good reason is a defect. */
const EXCEPTIONS = {
  sql: {
    'src/server/imports/': 'An import is set-based SQL over staging tables from its first step to its last.',
  },
  sight: {
    'src/server/accuracy/store.ts':
      'How many deals have closed, and the newest row of any of them: what past forecasts rest on, which tells of no deal.',
    'src/server/alerts/changes/store.ts':
      'Which deals and accounts the job looks at again, by their ids; what it finds is shown to whom sight allows.',
    'src/server/imports/': 'An import writes what the export says; the right to import comes only with sight of everything.',
    'src/server/journal/store.ts':
      'The audit page shows every row; the right to read the journal comes only with sight of everything.',
    'src/server/forecasting/':
      'The model learns from every deal of the company; what it says of each deal is then read through sight.',
    'src/server/opportunities/journal/store.ts':
      'What is asked for here hangs on a deal that the operation has read through sight.',
    'src/server/stakeholders/record/store.ts':
      'How threads and winning go together is learned from every deal of the company; which deals are counted for whom is decided by sight.',
    'src/server/sponsors/journal/store.ts': 'What is asked for here hangs on accounts that were read through sight.',
    'src/server/pipelines/store.ts':
      'Whether a stage holds deals at all; the right to change stages comes only with sight of everything.',
  },
}

const BANNED_NAMES =
  /^(index|utils?|helpers?|common|managers?|services?|types?|base|impl|misc|shared)$|-(utils?|helpers?|manager|service|types|impl)$/
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/
const MAX_FOLDERS = 4

const SQL_PACKAGES = ['kysely', 'pg', 'pg-copy-streams', 'pg-boss']
const QUERY_METHODS = ['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto']

/** What opens a connection, by the first part of its name without `node:`. */
const CLIENTS = [
  ...['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns'],
  ...['undici', 'nodemailer', 'axios', 'got', 'ky', 'node-fetch', 'ws', 'request', 'superagent', 'imapflow', 'tsdav'],
]

const tiers = rule((context, file) => {
  if (file.isTest || file.path === 'src/main.ts') return {}
  const tier = TIERS.find((one) => file.path.startsWith(`${one.folder}/`))
  return tier ? onImport((source, node) => checkImport(context, file, tier, source, node)) : {}
})

function checkImport(context, file, tier, source, node) {
  if (!source.startsWith('.')) {
    const allowed = tier.packages === 'any' || tier.packages.some((name) => source === name || source.startsWith(`${name}/`))
    if (!allowed) report(context, node, `${tier.folder} imports no package but ${tier.packages.join(', ') || 'none'}.`)
    return
  }
  const target = relative(file.root, resolve(dirname(file.absolute), source))
    .split(sep)
    .join('/')
  if (target === 'src/main.ts') return report(context, node, 'Nothing imports main.ts; it wires the rest together.')
  const inside = [tier.folder, ...tier.imports].some((folder) => target.startsWith(`${folder}/`))
  if (!inside && !target.endsWith('.json')) return report(context, node, `${tier.folder} does not import ${tierOf(target)}.`)
  checkNouns(context, file, target, node)
}

function checkNouns(context, file, target, node) {
  const [from, to] = [nounOf(file.path), nounOf(target)]
  const nounless = NOUNLESS.find((folder) => file.path.startsWith(`${folder}/`))
  if (nounless) {
    if (sameTier(file.path, target) && !NOUNLESS.some((folder) => target.startsWith(`${folder}/`)) && !target.endsWith('.css'))
      report(context, node, `${nounless} serves every noun and imports none of them.`)
    return
  }
  if (!file.path.startsWith('src/server/') || from === undefined) return
  if (target.startsWith('src/server/integrations/') && from !== 'integrations')
    return report(context, node, 'A noun never imports a vendor; main.ts wires them.')
  if (!target.startsWith('src/server/') || to === from || to === 'platform') return
  if (to === undefined) return report(context, node, 'A noun does not import what wires the nouns together.')
  if (!target.endsWith('/store.ts'))
    report(
      context,
      node,
      `Of another noun only its store.ts is imported, to read. To cause something in ${to}, emit an event or dispatch an operation.`,
    )
}

const sqlInStores = rule((context, file) => {
  if (file.isTest || !isServerNoun(file) || file.path.endsWith('/store.ts') || isExcepted(EXCEPTIONS.sql, file)) return {}
  const text = 'SQL stands in store.ts, in platform/ and in migrations/ only.'
  return {
    ...onImport((source, node) => {
      const typesOnly =
        node.importKind === 'type' || (node.specifiers?.length > 0 && node.specifiers.every((one) => one.importKind === 'type'))
      if (SQL_PACKAGES.includes(source) && !typesOnly) report(context, node, text)
    }),
    CallExpression(node) {
      if (QUERY_METHODS.includes(methodOf(node))) report(context, node, text)
    },
  }
})

const readThroughSight = rule((context, file) => {
  if (file.isTest || !isServerNoun(file) || isExcepted(EXCEPTIONS.sight, file)) return {}
  const text = (table) => `Read ${table} through platform/sight.ts, which knows what the person who asks may see.`
  const spelled = new RegExp(`\\bfrom\\s+(${SIGHTED.join('|')})\\b`, 'i')
  const statement = /^\s*(select|with)\b/i
  return {
    CallExpression(node) {
      // A select on the expression builder is a sub-select: it hangs on the row around it, which was read through sight.
      if (methodOf(node) !== 'selectFrom' || node.callee.object.name === 'eb') return
      for (const table of namesIn(node.arguments[0])) if (SIGHTED.includes(table)) report(context, node, text(table))
    },
    TaggedTemplateExpression(node) {
      const [first] = node.quasi.quasis
      const found =
        statement.test(first.value.raw) && node.quasi.quasis.map((part) => spelled.exec(part.value.raw)?.[1]).find(Boolean)
      if (found) report(context, node, text(found.toLowerCase()))
    },
  }
})

const oneWayOut = rule((context, file) => {
  if (file.isTest || !file.path.startsWith('src/server/') || file.path.startsWith('src/server/platform/outbound/')) return {}
  const text = 'platform/outbound is the only way out of this server: it looks at every address before it connects.'
  const own = new Set()
  const calls = []
  return {
    ...onImport((source, node) => {
      const typesOnly =
        node.importKind === 'type' || (node.specifiers?.length > 0 && node.specifiers.every((one) => one.importKind === 'type'))
      if (!typesOnly && CLIENTS.includes(source.replace(/^node:/, '').split('/')[0])) report(context, node, text)
    }),
    FunctionDeclaration: (node) => node.id && own.add(node.id.name),
    VariableDeclarator: (node) => own.add(node.id.name),
    CallExpression(node) {
      if (node.callee.name === 'fetch') calls.push(node)
      if (node.callee.object?.name === 'globalThis' && methodOf(node) === 'fetch') report(context, node, text)
    },
    NewExpression(node) {
      if (['WebSocket', 'EventSource', 'WebSocketStream'].includes(node.callee.name)) report(context, node, text)
    },
    'Program:exit'() {
      if (!own.has('fetch')) for (const node of calls) report(context, node, text)
    },
  }
})

const clockAndChance = rule((context, file) => {
  const pure = PURE.some((folder) => file.path.startsWith(`${folder}/`))
  if (file.isTest || (!pure && !isServerNoun(file))) return {}
  const advice = pure ? 'Take `now` or `rng` as an argument.' : 'Use ctx.now, or app.clock.'
  return {
    NewExpression(node) {
      if (node.callee.name === 'Date' && node.arguments.length === 0) report(context, node, `This reads the clock. ${advice}`)
    },
    MemberExpression(node) {
      const name = `${node.object.name}.${node.property.name}`
      if (name === 'Date.now' || (pure && name === 'performance.now')) report(context, node, `This reads the clock. ${advice}`)
      if (pure && (name === 'Math.random' || name === 'crypto.randomUUID')) report(context, node, `This is chance. ${advice}`)
    },
  }
})

const files = rule((context, file) => ({
  Program(node) {
    const name = file.path
      .split('/')
      .at(-1)
      .replace(/(\.(test|bench|worker|config|d))?\.\w+$/, '')
    const folders = file.path.split('/').slice(0, -1)
    if (BANNED_NAMES.test(name)) report(context, node, `A file is named for the one thing it exports; "${name}" names nothing.`)
    else if (!KEBAB.test(name)) report(context, node, `File names are kebab-case; "${name}" is not.`)
    if (folders.length > MAX_FOLDERS) report(context, node, `Folders are at most ${MAX_FOLDERS} deep.`)
    if (node.body.length > 0 && node.body.every(isReExport)) report(context, node, 'No barrels: import the file that has it.')
  },
  ExportAllDeclaration(node) {
    report(context, node, 'No barrels: import the file that has it.')
  },
}))

export default {
  meta: { name: 'house' },
  rules: {
    tiers,
    'sql-in-stores': sqlInStores,
    'read-through-sight': readThroughSight,
    'clock-and-chance': clockAndChance,
    'one-way-out': oneWayOut,
    files,
  },
}

/** A rule that is told which file it looks at, by its path from the root of the project. */
function rule(listenersFor) {
  return {
    create(context) {
      const absolute = context.filename
      const root = context.cwd
      const path = relative(root, absolute).split(sep).join('/')
      return listenersFor(context, {
        root,
        absolute,
        path,
        isTest: /\.(test|bench)\.tsx?$/.test(path) || path.endsWith('/test-app.ts'),
      })
    },
  }
}

function onImport(check) {
  const visit = (node) => node.source && check(node.source.value, node)
  return {
    ImportDeclaration: visit,
    ExportNamedDeclaration: visit,
    ExportAllDeclaration: visit,
    ImportExpression: (node) => node.source.type === 'Literal' && check(node.source.value, node),
  }
}

function report(context, node, message) {
  context.report({ node, message })
}

function tierOf(path) {
  return TIERS.find((one) => path.startsWith(`${one.folder}/`))?.folder ?? path
}

function sameTier(path, target) {
  return tierOf(path) === tierOf(target)
}

/** 'src/server/teams/store.ts' gives 'teams'; a file that lies directly in the tier gives undefined. */
function nounOf(path) {
  const [, tier, noun, file] = path.split('/')
  return tier !== undefined && file !== undefined ? noun : undefined
}

function isServerNoun(file) {
  return file.path.startsWith('src/server/') && nounOf(file.path) !== undefined && !file.path.startsWith('src/server/platform/')
}

function isExcepted(exceptions, file) {
  return Object.keys(exceptions).some((place) => file.path.startsWith(place))
}

function methodOf(node) {
  return node.callee.type === 'MemberExpression' ? node.callee.property.name : undefined
}

/** The tables that an argument of selectFrom names: 'opportunities as o', or a list of such. */
function namesIn(argument) {
  const parts = argument?.type === 'ArrayExpression' ? argument.elements : [argument]
  return parts.flatMap((part) =>
    part?.type === 'Literal' && typeof part.value === 'string' ? [part.value.split(/\s+/)[0].replace(/^public\./, '')] : [],
  )
}

function isReExport(node) {
  return node.type === 'ExportNamedDeclaration' && node.source !== null && node.source !== undefined
}
