import { StartError } from './start-error.ts'

/** What to throw when listening fails: a sentence for a taken or forbidden port, the error itself for anything else. */
export function listenError(error: unknown, port: number): unknown {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'EADDRINUSE') {
    return new StartError(
      'port-taken',
      `Port ${port} is taken by another program; stop it or choose another port with --port.`,
      error,
    )
  }
  if (code === 'EACCES') {
    return new StartError('port-taken', `Port ${port} may not be used by this user; choose one above 1023 with --port.`, error)
  }
  return error
}
