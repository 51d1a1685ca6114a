import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runImport } from './imports/run-import.ts'
import { SYSTEM } from './platform/context.ts'
import { testApp, type TestApp } from './test-app.ts'

/** Two sellers, a year of weekly deals: every third is won after 40 days, the rest lost after 50. What `last` cuts off never happened. */
export function dealsUntil(last: string): string {
  const lines = ['Id,Name,StageName,Amount,CreatedDate,CloseDate,IsClosed,IsWon,OwnerId']
  for (let n = 0; n < 200; n++) {
    const created = Date.parse('2025-01-06') + n * 2 * 86_400_000
    const won = n % 3 === 0
    const closed = created + (won ? 40 : 50) * 86_400_000
    if (Date.parse(last) <= created) continue
    const isClosed = closed < Date.parse(last)
    const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)
    lines.push(
      [
        `D${n}`,
        `Deal ${n}`,
        isClosed ? (won ? 'Closed Won' : 'Closed Lost') : 'Proposal',
        10_000,
        `${day(created)}T09:00:00.000Z`,
        day(closed),
        isClosed,
        isClosed && won,
        n % 2 ? 'U1' : 'U2',
      ].join(','),
    )
  }
  return `${lines.join('\n')}\n`
}

const USERS = 'Id,Name,Email,IsActive\nU1,Ann North,ann@example.test,true\nU2,Bo South,bo@example.test,true\n'
const NOW = '2026-03-02T09:00:00.000Z'
export const AS_OF = '2026-01-01'

export async function companyWith(deals: string): Promise<TestApp> {
  const world = await testApp({ now: NOW })
  const folder = await mkdtemp(join(tmpdir(), 'quarterdeck-forecast-'))
  await writeFile(join(folder, 'User.csv'), USERS)
  await writeFile(join(folder, 'Opportunity.csv'), deals)
  await runImport(world.app, { paths: [folder], dryRun: false, principal: SYSTEM, onProgress: () => undefined })
  await rm(folder, { recursive: true })
  return world
}
