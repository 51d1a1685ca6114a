import type { z } from 'zod'
import { jobs as imports } from './imports/jobs.ts'
import type { App } from './platform/context.ts'
import type { Job } from './platform/jobs/queue.ts'

/** All work that runs in the background. */
export const jobs: readonly Job<z.ZodType, App>[] = [...imports]
