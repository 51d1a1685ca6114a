import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { forecastTable, type TableQuestion } from '../../src/domain/forecasting/table/table-forecast.ts'
import { auc } from '../../src/stats/scores/auc.ts'
import { calibrationError } from '../../src/stats/scores/calibration-error.ts'
import { boostingAnchor } from '../bench/boosting-anchor.ts'
import { TARGET, tableOfRows } from '../bench/table-of-rows.ts'
import { treeRows } from '../bench/tree-rows.ts'
import type { Figure } from './figure.ts'
import { readTable } from './read-table.ts'

const TESTING = 20_000
const MAVEN_AS_OF = '2017-10-01'

/** The win chance on any table: made ones with interactions beside scikit-learn on the same split, and Maven's deals. */
export function evaluateTable(maven: string): Figure[] {
  return [
    ...[
      { training: 2_000, seed: 11 },
      { training: 10_000, seed: 12 },
      { training: 40_000, seed: 13 },
    ].flatMap(madeTable),
    ...(existsSync(maven) ? mavenTable(maven) : []),
  ]
}

function madeTable({ training, seed }: { training: number; seed: number }): Figure[] {
  const rows = treeRows(seed, training + TESTING, 17)
  const anchor = boostingAnchor(rows, { trees: 100, leaves: 31, training })
  const predict = tableOfRows(rows, training)
  const answer = answered({ training: tableOfRows(rows, 0, training), target: TARGET, predict })
  const stated = answer.rows.map(({ probability }) => probability)
  const happened = predict.rows.map((row) => row.at(-1) === 'Won')
  const name = `${training.toLocaleString('en')} made rows`
  return [
    {
      question: `${name}: AUC on 20,000 others`,
      ours: auc(stated, happened).toFixed(4),
      toBeat: 'absent' in anchor ? anchor.absent : (anchor.auc - 0.005).toFixed(4),
      note: `${'absent' in anchor ? '' : `${anchor.version} ${anchor.auc.toFixed(4)}; `}own cross-validation says ${answer.scores?.auc.toFixed(4)}`,
    },
    {
      question: `${name}: calibration error there`,
      ours: calibrationError(stated, happened).toFixed(4),
      toBeat: '0.0200',
      note: `${Math.round(100 * answer.model.trees)} % trees, ${answer.model.calibration}`,
    },
  ]
}

function mavenTable(folder: string): Figure[] {
  const deals = readTable(join(folder, 'sales_pipeline.csv'))
  const columns = Object.keys(deals[0] ?? {})
  const training = { columns, rows: deals.map((deal) => columns.map((name) => deal[name] ?? '')) }
  const [stage, closed] = [columns.indexOf('deal_stage'), columns.indexOf('close_date')]
  const decided = training.rows.filter((row) => row[stage] === 'Won' || row[stage] === 'Lost')
  const before = { columns, rows: decided.filter((row) => row[closed]! < MAVEN_AS_OF) }
  const after = { columns, rows: decided.filter((row) => row[closed]! >= MAVEN_AS_OF) }
  const closing = ['account', 'close_date', 'close_value']
  const stated = answered({ training: before, target: 'deal_stage', drop: closing, predict: after })
  const later = auc(
    stated.rows.map(({ probability }) => probability),
    after.rows.map((row) => row[stage] === 'Won'),
  )
  const leaking = answered({ training, target: 'deal_stage' })
  return [
    {
      question: 'Maven at engagement, closed after 2017-09: AUC (there is no signal)',
      ours: later.toFixed(3),
      toBeat: '.48 to .54',
      note: `${after.rows.length.toLocaleString('en')} deals; folds by chance say ${stated.scores?.auc.toFixed(3)}, its latest fifth ${stated.scores?.later?.auc.toFixed(3)}`,
    },
    {
      question: 'Maven with what is known at the close: columns named by the leak alarm',
      ours:
        closing.filter((name) => leaking.warnings.some((warning) => warning.startsWith(`${name} alone`))).join(', ') || 'none',
      toBeat: 'close_value',
      note: `AUC ${leaking.scores?.auc.toFixed(3)}`,
    },
  ]
}

function answered(question: TableQuestion) {
  const answer = forecastTable(question)
  if ('refused' in answer) throw new Error(answer.refused)
  return answer
}
