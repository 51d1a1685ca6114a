import { lookAtCompany } from './look-at-company.ts'

/** What a thread is asked: one company at a time. */
export default lookAtCompany
