import type { PipelineStage } from '../../domain/opportunities/stage.ts'
import type { Row } from './store.ts'

/** A deal's fields as the journal names them; what a dossier is rebuilt from. */
export function factsOf(row: Omit<Row, 'id'>, stage: Pick<PipelineStage, 'name'>) {
  return {
    name: row.name,
    accountId: row.account_id,
    ownerId: row.owner_id,
    pipelineId: row.pipeline_id,
    stageId: row.stage_id,
    stageName: stage.name,
    stage: row.stage,
    amount: row.amount_minor === null ? null : { minor: row.amount_minor, currency: row.currency },
    expectedCloseOn: row.expected_close_on,
    actualCloseOn: row.actual_close_on,
    closedAt: row.closed_at,
    forecastCategory: row.forecast_category,
    probability: row.probability,
    nextAction: row.next_action,
    nextActionDueOn: row.next_action_due_on,
    segment: row.segment,
    leadSource: row.lead_source,
    dealType: row.deal_type,
    description: row.description,
    lostReason: row.lost_reason,
  }
}
