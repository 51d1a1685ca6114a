/** How one column of a file is read. `target` null keeps the value among the record's own fields; 'skip' leaves it out and says so. */
export interface ColumnMapping {
  readonly column: string
  readonly target: string | null
  readonly format: string | null
  readonly confidence: number
  readonly why: string
}

export interface FileMapping {
  readonly file: string
  readonly noun: string | null
  readonly columns: readonly ColumnMapping[]
  /** Values of a column and what they mean here, such as stage names. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export interface ImportMapping {
  readonly recognised: 'salesforce' | 'hubspot' | 'generic'
  readonly files: readonly FileMapping[]
}

/** What identifies a set of columns, so that a mapping saved for them is found again. */
export function signatureOf(files: readonly { readonly headers: readonly string[] }[]): string {
  return files
    .map((file) => file.headers.map((header) => header.trim().toLowerCase()).join(','))
    .sort()
    .join(';')
}

/**
 * The parts of a saved mapping that fit files: by the same columns, whatever each file is called this time. A file of the same name goes
 * before another with the same columns; files that nothing fits are left out.
 */
export function fittingFiles<F extends { readonly file: string; readonly columns: readonly { readonly column: string }[] }>(
  saved: readonly F[],
  files: readonly { readonly file: string; readonly headers: readonly string[] }[],
): F[] {
  const headersOf = (one: F) => signatureOf([{ headers: one.columns.map((column) => column.column) }])
  return files.flatMap((file) => {
    const alike = saved.filter((one) => headersOf(one) === signatureOf([file]))
    const found = alike.find((one) => one.file === file.file) ?? alike[0]
    return found ? [{ ...found, file: file.file }] : []
  })
}
