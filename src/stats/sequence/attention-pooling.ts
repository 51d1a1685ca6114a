import { chanceOf } from '../log-odds.ts'
import { stream } from '../random/stream.ts'
import { baseLogOdds } from './gru.ts'
import { descend, drawInto, type LossOf } from './minibatch-descent.ts'
import { columnScales, standardised, type ColumnScales, type Sequences, type SequenceSetting } from './sequences.ts'

/** How many of the latest tokens are looked at. */
export const TOKENS = 26

/** A trained pooling as plain data. */
export interface AttentionModel {
  kind: 'attention'
  width: number
  hidden: number
  scales: ColumnScales
  parameters: Float64Array
}

/**
 * One head of attention over the last 26 tokens of each sequence. Token t, the p-th from the end, becomes e = tanh(W x + place_p + b);
 * its share of the attention is the softmax of q·e / sqrt(hidden) + lean_p; the chance is logistic in the mean of e by those
 * shares (A. Vaswani et al. (2017) with one learned query). 64-bit floats, gradients agree with finite differences to 1e-6.
 */
export function fitAttention(
  sequences: Sequences,
  happened: ArrayLike<boolean | number>,
  setting: SequenceSetting,
): AttentionModel {
  const { width } = sequences
  const { hidden } = setting
  const scales = columnScales(sequences)
  const parameters = initialAttention(width, hidden, setting.seed)
  const penalised = new Uint8Array(parameters.length).fill(1)
  penalised[parameters.length - 1] = 0
  parameters[parameters.length - 1] = baseLogOdds(happened, setting.weights)
  descend(parameters, penalised, happened.length, attentionLoss(standardised(sequences, scales), happened, hidden), setting)
  return { kind: 'attention', width, hidden, scales, parameters }
}

/** The chance after each sequence. */
export function predictAttention({ width, hidden, scales, parameters }: AttentionModel, sequences: Sequences): Float64Array {
  const scaled = standardised(sequences, scales)
  const memory = memoryOf(hidden)
  return new Float64Array(scaled.offsets.length - 1).map((_, i) =>
    chanceOf(forward(parameters, scaled, i, width, hidden, memory)),
  )
}

export function initialAttention(width: number, hidden: number, seed: number): Float64Array {
  const at = layout(width, hidden)
  const parameters = new Float64Array(at.size)
  const source = stream(seed, 'attention')
  drawInto(parameters, at.token, at.place, 1 / Math.sqrt(width + 1), source)
  drawInto(parameters, at.place, at.query, 0.3, source)
  drawInto(parameters, at.query, at.lean, 1 / Math.sqrt(hidden), source)
  drawInto(parameters, at.output, at.size - 1, 0.1, source)
  return parameters
}

/** The loss of one sequence and its gradient; `scaled` as the network sees it. */
export function attentionLoss(scaled: Sequences, happened: ArrayLike<boolean | number>, hidden: number): LossOf {
  const { width, values, offsets } = scaled
  const at = layout(width, hidden)
  const memory = memoryOf(hidden)
  const { tokens, shares, pooled } = memory
  const root = Math.sqrt(hidden)

  return (parameters, sequence, weight, gradient) => {
    const logit = forward(parameters, scaled, sequence, width, hidden, memory)
    const outcome = happened[sequence] ? 1 : 0
    const toLogit = weight * (chanceOf(logit) - outcome)
    const end = offsets[sequence + 1]!
    const count = Math.min(TOKENS, end - offsets[sequence]!)
    gradient[at.size - 1]! += toLogit
    for (let h = 0; h < hidden; h++) gradient[at.output + h]! += toLogit * pooled[h]!
    for (let p = 0; p < count; p++) {
      const token = p * hidden
      // d pooled / d score: the token's share times how far it lies from the pooled value.
      let away = 0
      for (let h = 0; h < hidden; h++) away += parameters[at.output + h]! * (tokens[token + h]! - pooled[h]!)
      const toScore = toLogit * shares[p]! * away
      gradient[at.lean + p]! += toScore
      const x = (end - 1 - p) * width
      for (let h = 0; h < hidden; h++) {
        const e = tokens[token + h]!
        gradient[at.query + h]! += (toScore * e) / root
        const toToken = toLogit * shares[p]! * parameters[at.output + h]! + (toScore * parameters[at.query + h]!) / root
        const inside = toToken * (1 - e * e)
        const row = at.token + h * (width + 1)
        for (let f = 0; f < width; f++) gradient[row + f]! += inside * values[x + f]!
        gradient[row + width]! += inside
        gradient[at.place + token + h]! += inside
      }
    }
    return weight * (Math.log1p(Math.exp(-Math.abs(logit))) + Math.max(0, outcome === 1 ? -logit : logit))
  }
}

interface Memory {
  tokens: Float64Array
  shares: Float64Array
  pooled: Float64Array
}

function memoryOf(hidden: number): Memory {
  return { tokens: new Float64Array(TOKENS * hidden), shares: new Float64Array(TOKENS), pooled: new Float64Array(hidden) }
}

/** Where each part of the parameters begins. */
function layout(width: number, hidden: number) {
  const place = hidden * (width + 1)
  const query = place + TOKENS * hidden
  const lean = query + hidden
  const output = lean + TOKENS
  return { token: 0, place, query, lean, output, size: output + hidden + 1 }
}

function forward(
  parameters: Float64Array,
  { values, offsets }: Sequences,
  sequence: number,
  width: number,
  hidden: number,
  { tokens, shares, pooled }: Memory,
): number {
  const at = layout(width, hidden)
  const root = Math.sqrt(hidden)
  const end = offsets[sequence + 1]!
  const count = Math.min(TOKENS, end - offsets[sequence]!)
  let highest = -Infinity
  for (let p = 0; p < count; p++) {
    const x = (end - 1 - p) * width
    let score = parameters[at.lean + p]!
    for (let h = 0; h < hidden; h++) {
      const row = at.token + h * (width + 1)
      let sum = parameters[row + width]! + parameters[at.place + p * hidden + h]!
      for (let f = 0; f < width; f++) sum += parameters[row + f]! * values[x + f]!
      const e = Math.tanh(sum)
      tokens[p * hidden + h] = e
      score += (parameters[at.query + h]! * e) / root
    }
    shares[p] = score
    highest = Math.max(highest, score)
  }
  let mass = 0
  for (let p = 0; p < count; p++) {
    shares[p] = Math.exp(shares[p]! - highest)
    mass += shares[p]!
  }
  pooled.fill(0)
  for (let p = 0; p < count; p++) {
    shares[p]! /= mass
    for (let h = 0; h < hidden; h++) pooled[h]! += shares[p]! * tokens[p * hidden + h]!
  }
  let logit = parameters[at.size - 1]!
  for (let h = 0; h < hidden; h++) logit += parameters[at.output + h]! * pooled[h]!
  return logit
}
