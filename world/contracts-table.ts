import type { Table } from './crm/export-tables.ts'
import { recordId } from './crm/record-ids.ts'
import type { TruePeople } from './lives/true-people.ts'

const COLUMNS = ['Id', 'AccountId', 'ContractNumber', 'StartDate', 'EndDate', 'ContractTerm', 'Status'] as const

/**
 * The contracts of a company in the form of Salesforce's Contract object, as of the day of the export. They are not among the
 * files of the export, where the same dates stand in columns of the account's own.
 */
export function contractsTable({ contracts }: TruePeople, end: string): Table {
  return {
    file: 'Contract.csv',
    columns: COLUMNS,
    rows: contracts.map(({ accountId, start, end: last, termMonths }, i) => [
      recordId('800', i + 1),
      accountId,
      String(i + 1).padStart(8, '0'),
      start,
      last,
      termMonths,
      start > end ? 'Draft' : last <= end ? 'Expired' : 'Activated',
    ]),
  }
}
