import { Problem } from '../contract/problem.ts'
import { parse, type CommandLine, type Where } from './command-line.ts'
import { nounPage, overview, verbPage, type PlatformCommand } from './help.ts'
import { kebab, verbsOf } from './operations-by-name.ts'
import { print } from './print.ts'

/** What a command is given to work with; main.ts wires it to the process, tests to memory. */
export interface Surroundings {
  /** Carries the operation out: in the data folder, or on the server that `where` names. */
  readonly call: (noun: string, verb: string, input: Record<string, unknown>, where: Where) => Promise<unknown>
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  /** Somebody watches: questions and progress make sense. */
  readonly isTTY: boolean
  readonly platform?: readonly PlatformCommand[]
  readonly version?: string
  /** The sentence of an error that is a refusal without being a `Problem`, such as a data folder that is in use. */
  readonly refusalIn?: (error: unknown) => string | undefined
  /** Asks a yes-or-no question on the terminal. Without it, nothing is asked. */
  readonly confirm?: (question: string) => Promise<boolean>
}

const DONE = 0
const REFUSED = 1
const MISUSED = 2
const PATIENCE_MS = 1_000

/**
 * Runs one command line and gives the exit code: 0 done, 1 refused, 2 used wrongly. With --json exactly one JSON document
 * goes to standard output, or a problem document (RFC 9457) to standard error.
 */
export async function runCommand(argv: readonly string[], around: Surroundings): Promise<number> {
  const command = parse(
    argv,
    (around.platform ?? []).map(({ name }) => name),
  )
  switch (command.kind) {
    case 'help':
      around.stdout.write(helpFor(command, around.platform ?? []))
      return DONE
    case 'version':
      around.stdout.write(`${around.version ?? 'unknown'}\n`)
      return DONE
    case 'error':
      tell(around, command.json, new Problem('invalid', command.sentence))
      return MISUSED
    case 'operation':
      return operate(command, around)
  }
}

function helpFor(command: { readonly noun?: string; readonly verb?: string }, platform: readonly PlatformCommand[]): string {
  if (command.noun === undefined) return overview(platform)
  const op = command.verb === undefined ? undefined : verbsOf(command.noun)[command.verb]
  return command.verb === undefined || op === undefined ? nounPage(command.noun) : verbPage(command.noun, command.verb, op)
}

async function operate(command: CommandLine & { kind: 'operation' }, around: Surroundings): Promise<number> {
  const { noun, verb, input, json, where } = command
  const op = verbsOf(noun)[verb]
  if (
    op?.confirm &&
    around.isTTY &&
    !json &&
    !command.yes &&
    around.confirm &&
    !(await around.confirm(`${op.summary}? ${op.confirm}`))
  ) {
    around.stderr.write('Nothing was changed.\n')
    return REFUSED
  }
  const waiting = around.isTTY
    ? setTimeout(() => around.stderr.write(`${noun} ${kebab(verb)} is still at work.\n`), PATIENCE_MS)
    : undefined
  try {
    const answer = await around.call(noun, verb, input, where)
    around.stdout.write(json ? `${JSON.stringify(answer, null, 2)}\n` : print(noun, verb, answer))
    return DONE
  } catch (error) {
    tell(around, json, problemIn(error, around))
    return REFUSED
  } finally {
    clearTimeout(waiting)
  }
}

function problemIn(error: unknown, around: Surroundings): Problem {
  if (error instanceof Problem) return error
  const refusal = around.refusalIn?.(error)
  if (refusal !== undefined) return new Problem('unavailable', refusal)
  return new Problem('bug', `Something went wrong here: ${error instanceof Error ? error.message : String(error)}`)
}

function tell(around: Surroundings, json: boolean, problem: Problem): void {
  if (json) {
    around.stderr.write(`${JSON.stringify(problem.toDocument(), null, 2)}\n`)
    return
  }
  const fields = (problem.errors ?? []).slice(1).map(({ path, problem: what }) => `  ${path}: ${what}`)
  around.stderr.write(`${[problem.message, ...(problem.detail ? [problem.detail] : []), ...fields].join('\n')}\n`)
}
