/** Holds the database of the data folder that is named first, and nothing else: the smallest program that can be killed. */
import { openDatabase } from '../../src/server/platform/embedded/open-database.ts'

const [, , data] = process.argv
if (data === undefined) throw new Error('Give the data folder.')
const database = await openDatabase({
  data,
  exclusive: true,
  onProgress: (sentence) => process.stderr.write(`${sentence}\n`),
  onLost: () => process.exit(1),
})
process.once('SIGTERM', () => void database.close().then(() => process.exit(0)))
setInterval(() => undefined, 60_000)
process.stdout.write('ready\n')
