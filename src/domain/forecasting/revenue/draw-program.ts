import { choose, f64, get, i32, i64, repeatWhile, set, v128, when, type Code, type Local } from '../../../stats/wasm/wasm-code.ts'
import { wasmModule, type Locals } from '../../../stats/wasm/wasm-module.ts'

/**
 * Draws four deals at once, in WebAssembly: a vector holds the states of their streams (sfc32, as in `stream.ts`), so that
 * one instruction moves four deals on by a path. What wins is sorted into a list for each deal without a branch, and each
 * list then looks for its weeks and amounts as `deal-draws.ts` does, from whose answer this one does not differ by a bit.
 */
export function drawProgram(): Uint8Array<ArrayBuffer> {
  return wasmModule({ draw, addUp })
}

/** Where what a deal of four is drawn from begins; an entry for each of the four. */
export const GROUP = { a: 0, b: 16, c: 32, counter: 48, positions: 64, factors: 80, rows: 96, base: 112, size: 144 } as const

/** Where the memory's first part holds what: the rest is laid out for each run. */
export const MEMORY = { first: 0, last: 16, after: 32, guide: 64, ends: 64 + 640, free: 64 + 640 + 4 * 1024 } as const

/** As many ends of weeks as there is room for. */
export const MOST_WEEKS = 255
/** 24 bits of a draw decide on win and week, the other 8 on the amount. */
const RESOLUTION = 2 ** 24
const GUIDE_CELLS = 256
const LANES = [0, 1, 2, 3] as const

/**
 * One block of the shared factor for one group. `place` is the first of `count` paths, eight times: what a path holds is
 * added to `place` bytes behind the row of its week. `table` is CDF_TABLE; `lists` has room for four times `count` + 1 wins.
 */
function draw({ parameter, variable }: Locals): Code {
  const [group, shift, place, count] = [parameter('i32'), parameter('f64'), parameter('i32'), parameter('i32')]
  const [weeks, rowBytes, table, lists] = [parameter('i32'), parameter('i32'), parameter('i32'), parameter('i32')]
  const vector = (): Local => variable('v128')
  const integer = (): Local => variable('i32')
  const [a, b, c, counter, result] = [vector(), vector(), vector(), vector(), vector()]
  const [low, width, kept, places, pairs] = [vector(), vector(), vector(), vector(), vector()]
  const [left, week, from, end, first, below] = [integer(), integer(), integer(), integer(), integer(), integer()]
  const [cell, before, here, most, word] = [integer(), integer(), integer(), integer(), integer()]
  const [at, drawn, factors, rows] = [integer(), integer(), integer(), integer()]
  const [position, base] = [variable('f64'), variable('f64')]
  const [scale, upTo, sofar] = [variable('i64'), variable('i64'), variable('i64')]
  const listOf = (lane: number): Code =>
    i32.add(get(lists), i32.mul(i32.const(lane), i32.shiftLeft(i32.add(get(count), i32.const(1)), i32.const(3))))

  /** The draw that ends the chance at `position`: what `endOf` says. */
  const ending = [
    ...set(position, f64.add(f64.load(get(from)), get(shift))),
    ...set(below, i32.ofDouble(get(position))),
    ...set(position, f64.sub(get(position), f64.ofInteger(get(below)))),
    ...set(below, i32.add(get(table), i32.shiftLeft(get(below), i32.const(3)))),
    ...set(
      end,
      i32.ofDouble(
        f64.add(
          f64.mul(
            f64.add(f64.load(get(below)), f64.mul(get(position), f64.sub(f64.load(get(below), 8), f64.load(get(below))))),
            f64.const(RESOLUTION),
          ),
          f64.const(0.5),
        ),
      ),
    ),
  ]
  const ends = LANES.flatMap((lane) => [
    ...set(from, i32.load(get(group), GROUP.positions + 4 * lane)),
    ...ending,
    ...i32.store(i32.const(0), get(end), MEMORY.first + 4 * lane),
    ...set(week, i32.const(0)),
    ...repeatWhile(
      [
        ...set(from, i32.add(get(from), i32.const(8))),
        ...ending,
        ...i32.store(i32.shiftLeft(get(week), i32.const(2)), get(end), MEMORY.ends + 1024 * lane),
        ...set(week, i32.add(get(week), i32.const(1))),
      ],
      i32.lessUnsigned(get(week), get(weeks)),
    ),
    ...i32.store(i32.const(0), get(end), MEMORY.last + 4 * lane),
  ])

  const keep = [
    ...set(a, v128.load(get(group), GROUP.a)),
    ...set(b, v128.load(get(group), GROUP.b)),
    ...set(c, v128.load(get(group), GROUP.c)),
    ...set(counter, v128.load(get(group), GROUP.counter)),
    // Signed numbers are compared: counted from the least of them, below 0 lies above all others.
    ...set(low, v128.load(i32.const(0), MEMORY.first)),
    ...set(width, v128.xor(v128.subFour(v128.load(i32.const(0), MEMORY.last), get(low)), v128.four(i32.const(-(2 ** 31))))),
    ...set(low, v128.xor(get(low), v128.four(i32.const(-(2 ** 31))))),
    ...set(places, v128.four(get(place))),
    // Where each list has come to.
    ...LANES.flatMap((lane) => i32.store(i32.const(0), listOf(lane), MEMORY.after + 4 * lane)),
    ...set(kept, v128.load(i32.const(0), MEMORY.after)),
    ...set(left, get(count)),
    ...repeatWhile(
      [
        ...set(result, v128.addFour(v128.addFour(get(a), get(b)), get(counter))),
        ...set(counter, v128.addFour(get(counter), v128.four(i32.const(1)))),
        ...set(a, v128.xor(get(b), v128.shiftFourRight(get(b), i32.const(9)))),
        ...set(b, v128.addFour(get(c), v128.shiftFourLeft(get(c), i32.const(3)))),
        ...set(
          c,
          v128.addFour(
            v128.or(v128.shiftFourLeft(get(c), i32.const(21)), v128.shiftFourRight(get(c), i32.const(11))),
            get(result),
          ),
        ),
        ...set(pairs, v128.pick(FIRST_PAIRS, get(result), get(places))),
        ...v128.storeHalf(0, v128.laneOfFour(0, get(kept)), get(pairs)),
        ...v128.storeHalf(1, v128.laneOfFour(1, get(kept)), get(pairs)),
        ...set(pairs, v128.pick(LAST_PAIRS, get(result), get(places))),
        ...v128.storeHalf(0, v128.laneOfFour(2, get(kept)), get(pairs)),
        ...v128.storeHalf(1, v128.laneOfFour(3, get(kept)), get(pairs)),
        ...set(
          kept,
          v128.addFour(
            get(kept),
            v128.and(
              v128.greaterFour(get(width), v128.subFour(v128.shiftFourRight(get(result), i32.const(8)), get(low))),
              v128.four(i32.const(8)),
            ),
          ),
        ),
        ...set(places, v128.addFour(get(places), v128.four(i32.const(8)))),
        ...set(left, i32.sub(get(left), i32.const(1))),
      ],
      get(left),
    ),
    ...v128.store(get(group), get(a), GROUP.a),
    ...v128.store(get(group), get(b), GROUP.b),
    ...v128.store(get(group), get(c), GROUP.c),
    ...v128.store(get(group), get(counter), GROUP.counter),
    ...v128.store(i32.const(0), get(kept), MEMORY.after),
  ]

  /** In which of the equal parts of the draws that win this one lies. */
  const partOf = (draw: Code): Code =>
    i32.ofLong(i64.shiftRight(i64.mul(i64.ofUnsigned(i32.sub(draw, get(first))), get(scale)), i64.const(32n)))
  /** How far the list has come is kept in `from`; where it ends, in `end`. */
  const each = (look: Code): Code =>
    repeatWhile(
      [
        ...set(drawn, i32.load(get(from))),
        ...set(at, i32.shiftRight(get(drawn), i32.const(8))),
        ...set(week, i32.loadByte(partOf(get(at)), MEMORY.guide)),
        ...look,
        ...set(at, i32.add(i32.add(i32.load(get(from), 4), get(rows)), i32.mul(get(week), get(rowBytes)))),
        ...f64.store(
          get(at),
          f64.add(
            f64.load(get(at)),
            f64.floor(
              f64.add(
                f64.mul(
                  get(base),
                  f64.load(i32.add(get(factors), i32.shiftLeft(i32.and(get(drawn), i32.const(255)), i32.const(3)))),
                ),
                f64.const(0.5),
              ),
            ),
          ),
        ),
        ...set(from, i32.add(get(from), i32.const(8))),
      ],
      i32.lessUnsigned(get(from), get(end)),
    )
  const endOfWeek = (lane: number): Code => i32.load(i32.shiftLeft(get(week), i32.const(2)), MEMORY.ends + 1024 * lane)
  const lookOnce = (lane: number): Code =>
    set(week, i32.add(get(week), i32.shiftRight(i32.sub(i32.sub(endOfWeek(lane), get(at)), i32.const(1)), i32.const(31))))
  const search = (lane: number): Code =>
    repeatWhile(
      set(week, i32.add(get(week), i32.const(1))),
      // The week before it has not ended later than the draw.
      i32.sub(i32.const(1), i32.lessUnsigned(get(at), endOfWeek(lane))),
    )

  /** Chen and Asau's guide table (1974), and the most ends of weeks that some part holds. */
  const guide = (lane: number): Code => [
    ...Array.from({ length: GUIDE_CELLS / 16 + 1 }, (_, i) =>
      v128.store(i32.const(0), v128.four(i32.const(0)), MEMORY.guide + 16 * i),
    ).flat(),
    ...set(most, i32.const(1)),
    ...set(here, i32.const(0)),
    ...set(before, i32.const(-1)),
    ...set(week, i32.const(0)),
    ...when(i32.lessUnsigned(i32.const(1), get(weeks)), [
      ...repeatWhile(
        [
          // A part of the guide is at most 256, or the end would lie beyond the last.
          ...set(cell, i32.and(partOf(endOfWeek(lane)), i32.const(511))),
          ...choose(i32.equal(get(cell), get(before)), set(here, i32.add(get(here), i32.const(1))), set(here, i32.const(1))),
          ...when(i32.lessUnsigned(get(most), get(here)), set(most, get(here))),
          ...set(before, get(cell)),
          // The part that it lies in begins in the week before.
          ...i32.storeByte(get(cell), i32.add(i32.loadByte(get(cell), MEMORY.guide + 1), i32.const(1)), MEMORY.guide + 1),
          ...set(week, i32.add(get(week), i32.const(1))),
        ],
        i32.lessUnsigned(get(week), i32.sub(get(weeks), i32.const(1))),
      ),
    ]),
    ...set(sofar, i64.const(0n)),
    ...set(word, i32.const(0)),
    ...repeatWhile(
      [
        // Times 0x0101010101010101, each byte is the sum of itself and the bytes below it.
        ...set(upTo, i64.mul(i64.load(get(word), MEMORY.guide), i64.const(0x0101010101010101n))),
        ...i64.store(get(word), i64.add(get(upTo), i64.mul(get(sofar), i64.const(0x0101010101010101n))), MEMORY.guide),
        ...set(sofar, i64.add(get(sofar), i64.shiftRight(get(upTo), i64.const(56n)))),
        ...set(word, i32.add(get(word), i32.const(8))),
      ],
      i32.lessUnsigned(get(word), i32.const(GUIDE_CELLS)),
    ),
  ]

  const addWins = LANES.flatMap((lane) => [
    ...set(from, listOf(lane)),
    ...set(end, i32.load(i32.const(0), MEMORY.after + 4 * lane)),
    ...when(i32.lessUnsigned(get(from), get(end)), [
      ...set(first, i32.load(i32.const(0), MEMORY.first + 4 * lane)),
      ...set(
        scale,
        i64.divide(
          i64.const(BigInt(GUIDE_CELLS) << 32n),
          i64.ofUnsigned(i32.sub(i32.load(i32.const(0), MEMORY.last + 4 * lane), get(first))),
        ),
      ),
      ...set(base, f64.load(get(group), GROUP.base + 8 * lane)),
      ...set(factors, i32.load(get(group), GROUP.factors + 4 * lane)),
      ...set(rows, i32.load(get(group), GROUP.rows + 4 * lane)),
      ...guide(lane),
      ...choose(
        i32.equal(get(most), i32.const(1)),
        each(lookOnce(lane)),
        choose(
          i32.equal(get(most), i32.const(2)),
          each([...lookOnce(lane), ...lookOnce(lane)]),
          each([...set(week, i32.sub(get(week), i32.const(1))), ...search(lane)]),
        ),
      ),
    ]),
  ])
  return [...ends, ...keep, ...addWins]
}

const FIRST_PAIRS = [0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23]
const LAST_PAIRS = [8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31]

/** Adds rows of weeks to one row of all weeks and to rows of all cells, two paths at a time, and empties them. */
function addUp({ parameter, variable }: Locals): Code {
  const [rows, all, own] = [parameter('i32'), parameter('i32'), parameter('i32')]
  const [weeks, rowBytes] = [parameter('i32'), parameter('i32')]
  const [at, value] = [variable('i32'), variable('v128')]
  const target = i32.add(get(own), get(at))
  return repeatWhile(
    [
      ...set(at, i32.const(0)),
      ...repeatWhile(
        [
          ...set(value, v128.load(i32.add(get(rows), get(at)))),
          ...v128.store(target, v128.addTwoDoubles(v128.load(target), get(value))),
          ...v128.store(i32.add(get(all), get(at)), v128.addTwoDoubles(v128.load(i32.add(get(all), get(at))), get(value))),
          ...v128.store(i32.add(get(rows), get(at)), v128.four(i32.const(0))),
          ...set(at, i32.add(get(at), i32.const(16))),
        ],
        i32.lessUnsigned(get(at), get(rowBytes)),
      ),
      ...set(rows, i32.add(get(rows), get(rowBytes))),
      ...set(all, i32.add(get(all), get(rowBytes))),
      ...set(weeks, i32.sub(get(weeks), i32.const(1))),
    ],
    get(weeks),
  )
}
