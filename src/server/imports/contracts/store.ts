import { mergeRecords } from '../merging/store.ts'
import { literal, same, type Run } from '../staging/store.ts'

/** Contracts with accounts, the past ones too. Known since the source wrote them down, or else since they began. */
export async function mergeContracts(run: Run): Promise<void> {
  const { client } = run
  await client.query(`
    insert into in_rejected select 'contracts', s.file, s.line, case when a.id is null then 'account' else 'end' end, case when a.id is null then s.account else s."end"::text end,
      case when a.id is null then 'No account has the identifier ' || coalesce(s.account, '(none)') || '. Export it too, or leave this row out.'
        else 'The contract ends before it begins, on ' || s.start || '. Correct one of the two days.' end
    from in_contracts s left join k_accounts a on a.key = ${same(run, 's.account')} where a.id is null or s."end" < s.start`)
  const now = `${literal(run, run.importedAt)}::timestamptz`
  await mergeRecords(run, {
    noun: 'contracts',
    from: `in_contracts s join k_accounts a on a.key = ${same(run, 's.account')} and (s."end" < s.start) is not true`,
    externalId: `coalesce(s.id, s.number, concat_ws('|', s.account, s.start, s."end"))`,
    table: 'account_contracts',
    columns: [
      { column: 'account_id', value: 'a.id', fields: ['account'], type: 'uuid' },
      { column: 'number', value: 's.number', fields: ['number'] },
      { column: 'start_on', value: 's.start', fields: ['start'], type: 'date' },
      {
        column: 'end_on',
        value: `coalesce(s."end", (s.start + make_interval(months => ${TERM}) - interval '1 day')::date)`,
        fields: ['end', 'termMonths'],
        type: 'date',
      },
      { column: 'term_months', value: TERM, fields: ['termMonths'], type: 'integer' },
      { column: 'status', value: 's.status', fields: ['status'] },
      {
        column: 'deleted_at',
        value: `case when s.deleted then coalesce(s.modified_at, ${now}) end`,
        fields: ['deleted'],
        type: 'timestamptz',
      },
    ],
    event: 'contract',
    told: {
      number: { value: '{x}number', column: 'number' },
      startOn: { value: '{x}start_on', column: 'start_on' },
      endOn: { value: '{x}end_on', column: 'end_on' },
      status: { value: '{x}status', column: 'status' },
    },
    accountId: 'account_id',
    createdAt: `least(coalesce(s.created_at, s.start::timestamp at time zone 'UTC'), ${now})`,
    modifiedAt: 's.modified_at',
  })
}

/** Months beyond a century are no term. */
const TERM = '(case when s.term_months between 0 and 1200 then s.term_months end)::integer'
