import type { z } from 'zod'
import { jobs as accuracyJobs } from './accuracy/jobs.ts'
import { jobs as alertJobs } from './alerts/jobs.ts'
import { jobs as championJobs } from './champions/jobs.ts'
import { jobs as importJobs } from './imports/jobs.ts'
import type { App } from './platform/context.ts'
import { forgetKeys } from './platform/jobs/forget-keys.ts'
import type { Job } from './platform/jobs/queue.ts'
import { jobs as sponsorJobs } from './sponsors/jobs.ts'
import { jobs as stakeholderJobs } from './stakeholders/jobs.ts'

/** Everything that a worker process works on. */
export const jobs: readonly Job<z.ZodType, App>[] = [
  ...importJobs,
  ...accuracyJobs,
  ...championJobs,
  ...alertJobs,
  ...stakeholderJobs,
  ...sponsorJobs,
  forgetKeys,
]
