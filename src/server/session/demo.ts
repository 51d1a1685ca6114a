import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const DemoPeople = z.array(z.object({ userId: z.guid(), note: z.string() }))
export type DemoPeople = z.infer<typeof DemoPeople>

/** The people whom the demo lets a visitor be, as the first start wrote them down beside the data; none when there is no such file. */
export async function readDemoPeople(dataFolder: string): Promise<DemoPeople> {
  try {
    return DemoPeople.parse(JSON.parse(await readFile(join(dataFolder, 'demo.json'), 'utf8')))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
