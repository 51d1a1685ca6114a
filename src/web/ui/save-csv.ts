import { saveFile } from './save-file.ts'

/** Has the browser save a table. The mark in front lets spreadsheets read the text as UTF-8. */
export function saveCsv(fileName: string, csv: string): void {
  saveFile(fileName, `\uFEFF${csv}`, 'text/csv;charset=utf-8')
}
