/** The files of a drop, those inside dropped folders included. The browser lists a folder in parts and names it only as an entry. */
export async function droppedFiles(drop: DataTransfer): Promise<File[]> {
  // The list of items is empty as soon as the event is over, so the entries are taken first.
  const entries = [...drop.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  if (entries.length === 0) return [...drop.files]
  return (await Promise.all(entries.map(filesIn))).flat()
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) return [await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail))]
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const found: File[] = []
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail))
    if (part.length === 0) return found
    found.push(...(await Promise.all(part.map(filesIn))).flat())
  }
}
