import { streamState } from '../../../stats/random/stream.ts'
import { wasmMachine, type WasmMachine } from '../../../stats/wasm/wasm-machine.ts'
import type { SimulatedDeal, Sums } from './deal-draws.ts'
import { drawProgram, GROUP, MEMORY, MOST_WEEKS } from './draw-program.ts'
import { blockStart, CDF_TABLE, type FactorLink } from './factor-link.ts'
import { TABLE_SIZE } from './won-amounts.ts'

/** More is not taken up: memory that was taken once is kept. */
const MOST_BYTES = 2 ** 26
/** Blocks drawn for one after the other: their weeks stay in the cache while all deals are added to them. */
const BLOCKS_AT_ONCE = 4

let machine: WasmMachine<'draw' | 'addUp'> | null | undefined

/**
 * Draws deals, given cell by cell, four at a time, and adds to the bit what `deal-draws.ts` adds one after the other.
 * False where that cannot be done: then nothing is drawn.
 */
export function drawByFours(deals: readonly SimulatedDeal[], link: FactorLink, sums: Sums, seed: number): boolean {
  const { paths } = sums
  const weeks = sums.weeks.length / paths
  if (machine === undefined) machine = wasmMachine<'draw' | 'addUp'>(drawProgram())
  // The program looks for weeks in ascending order only.
  if (!machine || weeks > MOST_WEEKS || !deals.every(({ wonBy }) => isAscending(wonBy))) return false
  const plan = laidOut(deals, weeks, paths, link.values.length)
  if (plan.bytes > MOST_BYTES) return false
  const { run } = machine
  const memory = machine.memoryOf(plan.bytes)
  const numbers = new Float64Array(memory)
  const cellsOf = writeDeals(deals, link, plan, memory, seed)
  const blocks = link.values.length
  // Without a shared factor, blocks do not differ.
  const step = link.correlation === 0 ? BLOCKS_AT_ONCE : 1
  const { regions, regionBytes, rowBytes, all, own } = plan
  for (let block = 0; block < blocks; block += BLOCKS_AT_ONCE) {
    const until = Math.min(blocks, block + BLOCKS_AT_ONCE)
    const from = blockStart(block, blocks, paths)
    const length = blockStart(until, blocks, paths) - from
    for (const [g, cells] of cellsOf.entries()) {
      for (let b = block; b < until; b += step) {
        const begin = blockStart(b, blocks, paths)
        const count = blockStart(Math.min(until, b + step), blocks, paths) - begin
        const group = plan.groups + GROUP.size * g
        if (count > 0) run.draw(group, link.shifts[b]!, 8 * (begin - from), count, weeks, rowBytes, plan.table, plan.lists)
      }
      if (cells.length === 1 && cellsOf[g + 1]?.[0] === cells[0]) continue
      for (const [i, cell] of cells.entries()) {
        run.addUp(regions + regionBytes * i, all, own, weeks, rowBytes)
        giveOut(numbers, own, (sums.cells[cell] ??= new Float64Array(paths)), from, length)
      }
    }
    for (let week = 0; week < weeks; week++) giveOut(numbers, all + rowBytes * week, sums.weeks, week * paths + from, length)
  }
  return true
}

function isAscending(chances: Float64Array): boolean {
  for (let i = 1; i < chances.length; i++) if (!(chances[i]! >= chances[i - 1]!)) return false
  return true
}

/** Where in memory what begins, in bytes. */
interface Plan {
  table: number
  lists: number
  /** Rows of weeks for up to four cells, all 0 between two of them. */
  regions: number
  regionBytes: number
  rowBytes: number
  /** The rows of all cells, and one for the sum of a cell's weeks: all 0 between two runs. */
  all: number
  own: number
  factors: number
  factorTables: readonly Float64Array[]
  positions: number
  groups: number
  bytes: number
}

function laidOut(deals: readonly SimulatedDeal[], weeks: number, paths: number, blocks: number): Plan {
  let bytes: number = MEMORY.free
  const take = (size: number): number => {
    const at = bytes
    bytes += Math.ceil(size / 64) * 64
    return at
  }
  // Two paths are added at a time.
  const rowBytes = 16 * Math.ceil((paths * BLOCKS_AT_ONCE) / blocks / 2 + 0.5)
  const regionBytes = rowBytes * weeks
  const factorTables = [...new Set(deals.map(({ amount }) => amount.factors))]
  const plan = {
    table: take(8 * CDF_TABLE.length),
    lists: take(4 * (rowBytes + 8)),
    regions: take(4 * regionBytes),
    all: take(regionBytes),
    own: take(rowBytes),
    factors: take(8 * TABLE_SIZE * factorTables.length),
    positions: take(8 * (weeks + 1) * (deals.length + 1)),
    groups: take(GROUP.size * Math.ceil(deals.length / 4)),
  }
  return { ...plan, regionBytes, rowBytes, factorTables, bytes }
}

/** Writes what is drawn from; the cells of each group, in the order of their regions. */
function writeDeals(
  deals: readonly SimulatedDeal[],
  link: FactorLink,
  plan: Plan,
  memory: ArrayBuffer,
  seed: number,
): number[][] {
  const numbers = new Float64Array(memory)
  const integers = new Int32Array(memory)
  numbers.set(CDF_TABLE, plan.table / 8)
  numbers.fill(0, plan.regions / 8, (plan.own + plan.rowBytes) / 8)
  const factors = new Map(plan.factorTables.map((one, i) => [one, plan.factors + 8 * TABLE_SIZE * i]))
  for (const [one, at] of factors) numbers.set(one, at / 8)
  const entries = deals[0]!.wonBy.length
  // A place of the last group that no deal takes is drawn for as a deal that is never won.
  const never = plan.positions + 8 * entries * deals.length
  numbers.fill(link.position(0), never / 8, never / 8 + entries)
  const cellsOf: number[][] = []
  for (let i = 0; i < Math.ceil(deals.length / 4) * 4; i++) {
    const group = plan.groups + GROUP.size * (i >> 2)
    const lane = i & 3
    const deal = deals[i]
    if (lane === 0) cellsOf.push([])
    const cells = cellsOf.at(-1)!
    const from = plan.positions + 8 * entries * i
    if (deal) {
      if (cells.at(-1) !== deal.cell) cells.push(deal.cell)
      for (const [word, value] of streamState(seed, deal.key).entries()) integers[group / 4 + 4 * word + lane] = value
      for (let week = 0; week < entries; week++) numbers[from / 8 + week] = link.position(deal.wonBy[week]!)
    }
    integers[(group + GROUP.positions) / 4 + lane] = deal ? from : never
    integers[(group + GROUP.factors) / 4 + lane] = deal ? factors.get(deal.amount.factors)! : plan.factors
    integers[(group + GROUP.rows) / 4 + lane] = plan.regions + plan.regionBytes * (cells.length - 1)
    numbers[(group + GROUP.base) / 8 + lane] = deal ? deal.amount.base : 0
  }
  return cellsOf
}

/** Adds a row of the memory to a row of sums, and empties it. */
function giveOut(numbers: Float64Array, row: number, sums: Float64Array, from: number, length: number): void {
  const first = row / 8
  for (let path = 0; path < length; path++) sums[from + path]! += numbers[first + path]!
  numbers.fill(0, first, first + length)
}
