/**
 * Instructions of WebAssembly as bytes (core specification 2.0, §5.4; vectors of 128 bits: §5.4.8): an expression is its
 * operands one after the other, then what is done with them.
 */
export type Code = readonly number[]

export type ValueType = keyof typeof VALUE_TYPES

export const VALUE_TYPES = { i32: 0x7f, i64: 0x7e, f64: 0x7c, v128: 0x7b } as const

/** A parameter or variable of a function, by its place among them. */
export interface Local {
  readonly index: number
}

type One = (value: Code) => Code
type Two = (left: Code, right: Code) => Code

const one =
  (...does: Code): One =>
  (value) => [...value, ...does]
const two =
  (...does: Code): Two =>
  (left, right) => [...left, ...right, ...does]
const load =
  (...does: Code) =>
  (address: Code, offset = 0): Code => [...address, ...does, 0, ...unsigned(offset)]
const store =
  (...does: Code) =>
  (address: Code, value: Code, offset = 0): Code => [...address, ...value, ...does, 0, ...unsigned(offset)]
const vector = (opcode: number): Code => [0xfd, ...unsigned(opcode)]

export const get = ({ index }: Local): Code => [0x20, ...unsigned(index)]
export const set = ({ index }: Local, value: Code): Code => [...value, 0x21, ...unsigned(index)]

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  load: load(0x28),
  loadByte: load(0x2d),
  store: store(0x36),
  storeByte: store(0x3a),
  equal: two(0x46),
  lessUnsigned: two(0x49),
  add: two(0x6a),
  sub: two(0x6b),
  mul: two(0x6c),
  and: two(0x71),
  shiftLeft: two(0x74),
  shiftRight: two(0x76),
  ofLong: one(0xa7),
  ofDouble: one(0xfc, 0x02),
} as const

export const i64 = {
  const: (value: bigint): Code => [0x42, ...signed(value)],
  load: load(0x29),
  store: store(0x37),
  add: two(0x7c),
  mul: two(0x7e),
  divide: two(0x80),
  shiftRight: two(0x88),
  ofUnsigned: one(0xad),
} as const

export const f64 = {
  const: (value: number): Code => [0x44, ...new Uint8Array(new Float64Array([value]).buffer)],
  load: load(0x2b),
  store: store(0x39),
  floor: one(0x9c),
  add: two(0xa0),
  sub: two(0xa1),
  mul: two(0xa2),
  ofInteger: one(0xb7),
} as const

/** Two, four or sixteen numbers at once. */
export const v128 = {
  load: load(...vector(0)),
  store: store(...vector(11)),
  /** Stores the lower or the upper half. */
  storeHalf: (lane: 0 | 1, address: Code, value: Code, offset = 0): Code => [
    ...address,
    ...value,
    ...vector(91),
    0,
    ...unsigned(offset),
    lane,
  ],
  and: two(...vector(78)),
  or: two(...vector(80)),
  xor: two(...vector(81)),
  four: one(...vector(17)),
  laneOfFour: (lane: 0 | 1 | 2 | 3, value: Code): Code => [...value, ...vector(27), lane],
  shiftFourLeft: two(...vector(171)),
  shiftFourRight: two(...vector(173)),
  addFour: two(...vector(174)),
  subFour: two(...vector(177)),
  /** Of signed integers: all bits where the left is greater. */
  greaterFour: two(...vector(59)),
  addTwoDoubles: two(...vector(240)),
  /** Picks bytes: those of the left are numbered from 0, those of the right from 16. */
  pick: (bytes: readonly number[], left: Code, right: Code): Code => [...left, ...right, ...vector(13), ...bytes],
} as const

/** Does it once, and again as long as the condition holds at the end. */
export const repeatWhile = (body: Code, condition: Code): Code => [0x03, NOTHING, ...body, ...condition, 0x0d, 0, END]
export const when = (condition: Code, then: Code): Code => [...condition, 0x04, NOTHING, ...then, END]
export const choose = (condition: Code, then: Code, otherwise: Code): Code => [
  ...condition,
  0x04,
  NOTHING,
  ...then,
  0x05,
  ...otherwise,
  END,
]

const NOTHING = 0x40
const END = 0x0b

/** LEB128, as all numbers in a module. */
export function unsigned(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  do {
    bytes.push((rest % 128) + (rest >= 128 ? 128 : 0))
    rest = Math.floor(rest / 128)
  } while (rest > 0)
  return bytes
}

function signed(value: number | bigint): number[] {
  const bytes: number[] = []
  for (let rest = BigInt(value); ;) {
    const byte = Number(rest & 127n)
    rest >>= 7n
    if ((rest === 0n && byte < 64) || (rest === -1n && byte >= 64)) return [...bytes, byte]
    bytes.push(byte + 128)
  }
}
