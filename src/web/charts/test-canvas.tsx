/** Stands for the chart in tests of pages: it measures text, which needs a real page. The browser tests look at it. */
export default function TestCanvas({ finding }: { finding: string }) {
  return <p>{finding}</p>
}
