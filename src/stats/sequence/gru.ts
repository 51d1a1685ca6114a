import { chanceOf, logOdds } from '../log-odds.ts'
import { stream } from '../random/stream.ts'
import { descend, drawInto, type LossOf } from './minibatch-descent.ts'
import { columnScales, standardised, type ColumnScales, type Sequences, type SequenceSetting } from './sequences.ts'

/** A trained network as plain data. */
export interface GruModel {
  kind: 'gru'
  width: number
  hidden: number
  scales: ColumnScales
  parameters: Float64Array
}

/**
 * One layer of gated recurrent units (K. Cho et al., EMNLP (2014); the reset gate after the recurrent product, as cuDNN) over each
 * sequence, and a logistic output on its last state. Own back-propagation through time, 64-bit floats; gradients agree with
 * finite differences to 1e-6. An empty sequence is answered by the constant alone. O(epochs · rows · hidden · (width + hidden)).
 */
export function fitGru(sequences: Sequences, happened: ArrayLike<boolean | number>, setting: SequenceSetting): GruModel {
  const { width } = sequences
  const { hidden } = setting
  const scales = columnScales(sequences)
  const parameters = initialGru(width, hidden, setting.seed)
  const penalised = new Uint8Array(parameters.length).fill(1)
  const stride = rowLength(width, hidden)
  for (let row = 0; row < 3 * hidden; row++) penalised.fill(0, row * stride + width + hidden, (row + 1) * stride)
  penalised[parameters.length - 1] = 0
  parameters[parameters.length - 1] = baseLogOdds(happened, setting.weights)
  const loss = gruLoss(standardised(sequences, scales), happened, hidden)
  descend(parameters, penalised, happened.length, loss, setting)
  return { kind: 'gru', width, hidden, scales, parameters }
}

/** The chance after each sequence. */
export function predictGru({ width, hidden, scales, parameters }: GruModel, sequences: Sequences): Float64Array {
  const scaled = standardised(sequences, scales)
  const memory = memoryFor(scaled, hidden)
  return new Float64Array(scaled.offsets.length - 1).map((_, i) =>
    chanceOf(forward(parameters, scaled, i, width, hidden, memory)),
  )
}

/** Log-odds of the weighted share that happened, with one imaginary outcome of each kind. */
export function baseLogOdds(happened: ArrayLike<boolean | number>, weights: ArrayLike<number> | null): number {
  let won = 1
  let all = 2
  for (let i = 0; i < happened.length; i++) {
    const weight = weights === null ? 1 : weights[i]!
    won += happened[i] ? weight : 0
    all += weight
  }
  return logOdds(won / all)
}

/** Small normal draws; the update gate leans towards keeping the state, so that early rows are heard. */
export function initialGru(width: number, hidden: number, seed: number): Float64Array {
  const stride = rowLength(width, hidden)
  const parameters = new Float64Array(3 * hidden * stride + hidden + 1)
  const source = stream(seed, 'gru')
  for (let row = 0; row < 3 * hidden; row++) {
    const at = row * stride
    drawInto(parameters, at, at + width, 1 / Math.sqrt(width), source)
    drawInto(parameters, at + width, at + width + hidden, 1 / Math.sqrt(hidden), source)
    if (row < hidden) parameters[at + width + hidden] = 1
  }
  drawInto(parameters, 3 * hidden * stride, parameters.length - 1, 0.1, source)
  return parameters
}

/** The loss of one sequence and its gradient; `scaled` as the network sees it. */
export function gruLoss(scaled: Sequences, happened: ArrayLike<boolean | number>, hidden: number): LossOf {
  const { width, values, offsets } = scaled
  const stride = rowLength(width, hidden)
  const output = 3 * hidden * stride
  const memory = memoryFor(scaled, hidden)
  const { states, update, reset, fresh, recurrent } = memory
  const dState = new Float64Array(hidden)
  const dBefore = new Float64Array(hidden)

  return (parameters, sequence, weight, gradient) => {
    const logit = forward(parameters, scaled, sequence, width, hidden, memory)
    const outcome = happened[sequence] ? 1 : 0
    const toLogit = weight * (chanceOf(logit) - outcome)
    const rows = offsets[sequence + 1]! - offsets[sequence]!
    gradient[gradient.length - 1]! += toLogit
    for (let h = 0; h < hidden; h++) {
      gradient[output + h]! += toLogit * states[rows * hidden + h]!
      dState[h] = toLogit * parameters[output + h]!
    }
    for (let t = rows - 1; t >= 0; t--) {
      const x = (offsets[sequence]! + t) * width
      const before = t * hidden
      for (let h = 0; h < hidden; h++) dBefore[h] = dState[h]! * update[before + h]!
      for (let h = 0; h < hidden; h++) {
        const z = update[before + h]!
        const r = reset[before + h]!
        const n = fresh[before + h]!
        const toFresh = dState[h]! * (1 - z) * (1 - n * n)
        const toUpdate = dState[h]! * (states[before + h]! - n) * z * (1 - z)
        const toReset = toFresh * recurrent[before + h]! * r * (1 - r)
        backRow(parameters, gradient, h * stride, toUpdate, toUpdate, x, before)
        backRow(parameters, gradient, (hidden + h) * stride, toReset, toReset, x, before)
        backRow(parameters, gradient, (2 * hidden + h) * stride, toFresh, toFresh * r, x, before)
        gradient[(2 * hidden + h) * stride + width + hidden + 1]! += toFresh * r
      }
      dState.set(dBefore)
    }
    return weight * (Math.log1p(Math.exp(-Math.abs(logit))) + Math.max(0, outcome === 1 ? -logit : logit))
  }

  /** One gate's row: `toInput` reaches its weights on the row's values and its constant, `toRecurrent` those on the state. */
  function backRow(
    parameters: Float64Array,
    gradient: Float64Array,
    row: number,
    toInput: number,
    toRecurrent: number,
    x: number,
    before: number,
  ): void {
    for (let f = 0; f < width; f++) gradient[row + f]! += toInput * values[x + f]!
    const u = row + width
    for (let k = 0; k < hidden; k++) {
      gradient[u + k]! += toRecurrent * states[before + k]!
      dBefore[k]! += toRecurrent * parameters[u + k]!
    }
    gradient[u + hidden]! += toInput
  }
}

/** What the way back needs of the way there: `states` one row longer than the rest, its first row zeros. */
interface Memory {
  states: Float64Array
  update: Float64Array
  reset: Float64Array
  fresh: Float64Array
  recurrent: Float64Array
}

function memoryFor({ offsets }: Sequences, hidden: number): Memory {
  let longest = 0
  for (let i = 1; i < offsets.length; i++) longest = Math.max(longest, offsets[i]! - offsets[i - 1]!)
  const size = longest * hidden
  return {
    states: new Float64Array(size + hidden),
    update: new Float64Array(size),
    reset: new Float64Array(size),
    fresh: new Float64Array(size),
    recurrent: new Float64Array(size),
  }
}

/** A unit's row of parameters: one for each input, one for each state, a constant, and one for the recurrent part (new state only). */
const rowLength = (width: number, hidden: number): number => width + hidden + 2

function forward(
  parameters: Float64Array,
  { values, offsets }: Sequences,
  sequence: number,
  width: number,
  hidden: number,
  { states, update, reset, fresh, recurrent }: Memory,
): number {
  const stride = rowLength(width, hidden)
  const rows = offsets[sequence + 1]! - offsets[sequence]!
  for (let t = 0; t < rows; t++) {
    const x = (offsets[sequence]! + t) * width
    const before = t * hidden
    for (let h = 0; h < hidden; h++) {
      const [a, b, c] = [h * stride, (hidden + h) * stride, (2 * hidden + h) * stride]
      let z = parameters[a + width + hidden]!
      let r = parameters[b + width + hidden]!
      let n = parameters[c + width + hidden]!
      let m = parameters[c + width + hidden + 1]!
      for (let f = 0; f < width; f++) {
        const value = values[x + f]!
        z += parameters[a + f]! * value
        r += parameters[b + f]! * value
        n += parameters[c + f]! * value
      }
      for (let k = 0; k < hidden; k++) {
        const state = states[before + k]!
        z += parameters[a + width + k]! * state
        r += parameters[b + width + k]! * state
        m += parameters[c + width + k]! * state
      }
      z = chanceOf(z)
      r = chanceOf(r)
      n = Math.tanh(n + r * m)
      update[before + h] = z
      reset[before + h] = r
      fresh[before + h] = n
      recurrent[before + h] = m
      states[before + hidden + h] = (1 - z) * n + z * states[before + h]!
    }
  }
  let logit = parameters[parameters.length - 1]!
  for (let h = 0; h < hidden; h++) logit += parameters[3 * hidden * stride + h]! * states[rows * hidden + h]!
  return logit
}
