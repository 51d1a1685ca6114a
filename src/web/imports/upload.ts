import { Problem, readProblem } from '../../contract/problem.ts'
import { Import } from '../../contract/imports.ts'
import type { Import as ImportAnswer } from './import-words.ts'

/** What the importer reads. Anything else in a folder, such as a licence, is left out and said. */
const READABLE = /\.(csv|tsv|txt|zip)$/i

export function readable(files: readonly File[]): { taken: File[]; leftOut: string[] } {
  const taken = files.filter((file) => READABLE.test(file.name))
  return { taken, leftOut: files.filter((file) => !taken.includes(file)).map((file) => file.name) }
}

/**
 * Sends files to a new import; `onProgress` gets the share that has left the browser, which fetch cannot tell. Ending `signal` stops the
 * sending, and the server keeps nothing.
 * @throws Problem with the server's reason, or 'unavailable' when the connection broke.
 */
export function upload(files: readonly File[], onProgress: (share: number) => void, signal: AbortSignal): Promise<ImportAnswer> {
  const form = new FormData()
  for (const file of files) form.append('files', file, file.name)
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/imports')
    request.setRequestHeader('accept', 'application/json')
    request.upload.onprogress = (event) => onProgress(event.lengthComputable && event.total > 0 ? event.loaded / event.total : 0)
    request.onload = () => {
      const body = parsed(request.responseText)
      const answer = Import.safeParse(body)
      if (request.status < 300 && answer.success) return done(answer.data)
      fail(
        readProblem(body) ?? new Problem('bug', `The server answered ${request.status} without saying why. Nothing was stored.`),
      )
    }
    request.onerror = () =>
      fail(new Problem('unavailable', 'The connection broke while the files were sent. Nothing was stored; try again.'))
    request.onabort = () => fail(new Problem('not-allowed-now', 'The upload was stopped. Nothing was stored.'))
    signal.addEventListener('abort', () => request.abort())
    request.send(form)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
