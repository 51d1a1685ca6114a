import { api } from '../app/api.ts'
import { saveCsv } from '../ui/save-csv.ts'
import type { ListFilter } from './pipeline-search.ts'

/** Has the browser save the deals of a filter as a CSV file. Gives the file's name. */
export async function exportDeals(filter: ListFilter): Promise<string> {
  const { fileName, csv } = await api.opportunities.export(filter)
  saveCsv(fileName, csv)
  return fileName
}
