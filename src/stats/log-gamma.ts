/** ln Γ(x) for x > 0: Stirling's series (Abramowitz and Stegun 6.1.41) after a shift above 8; relative error below 1e-11. */
export function logGamma(x: number): number {
  let z = x
  let product = 1
  while (z < 8) {
    product *= z
    z += 1
  }
  const inverse = 1 / z
  const square = inverse * inverse
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))))
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product)
}
