import { getAccount, getContacts, getInteractions, getMetrics } from './account-tools.ts'
import { analyzeStakeholderMap, recommendContacts, sendAlert } from './advice-tools.ts'
import { getActivities, getDeal } from './deal-tools.ts'
import type { DocumentTool } from './document-tool.ts'

/** What the process documents of multi-threading and executive sponsors call, so that an agent that follows them word for word works. */
export const DOCUMENT_TOOLS: readonly DocumentTool[] = [
  getDeal,
  getContacts,
  getActivities,
  analyzeStakeholderMap,
  recommendContacts,
  sendAlert,
  getInteractions,
  getAccount,
  getMetrics,
]
