import { api } from '../app/api.ts'
import type { ListFilter } from './pipeline-search.ts'

/** Has the browser save the deals of a filter as a CSV file. Gives the file's name. */
export async function exportDeals(filter: ListFilter): Promise<string> {
  const { fileName, csv } = await api.opportunities.export(filter)
  // The mark lets spreadsheets read the text as UTF-8.
  const address = URL.createObjectURL(new Blob(['\uFEFF', csv], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  URL.revokeObjectURL(address)
  return fileName
}
