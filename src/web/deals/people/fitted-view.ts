export interface View {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

interface Size {
  readonly width: number
  readonly height: number
}

const MARGIN = 28
/** Below the cards stands the legend. */
const LEGEND = 46
/** Smaller than this nothing can be read, however it is drawn; the rest is then reached by moving the map. */
export const SMALLEST = 0.42

/** Where to stand so that the whole map is in sight, never larger than life and never too small to read. */
export function fittedView(map: Size, room: Size): View {
  const across = (room.width - 2 * MARGIN) / Math.max(1, map.width)
  const down = (room.height - 2 * MARGIN - LEGEND) / Math.max(1, map.height)
  const zoom = Math.max(SMALLEST, Math.min(1, across, down))
  return {
    zoom,
    x: Math.max(MARGIN, (room.width - map.width * zoom) / 2),
    y: Math.max(MARGIN, (room.height - LEGEND - map.height * zoom) / 2),
  }
}
