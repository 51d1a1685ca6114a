import type { Readable, Writable } from 'node:stream'
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio'
import { createMcpServer, type McpSettings } from './mcp-server.ts'

/**
 * Serves one client over two streams, by default the process's own, until the client closes its end. Standard output
 * carries the protocol and nothing else. Resolves when the connection has ended.
 */
export async function serveMcp(
  settings: McpSettings,
  input: Readable = process.stdin,
  output: Writable = process.stdout,
): Promise<void> {
  const handle = serveStdio(() => createMcpServer(settings), {
    transport: new StdioServerTransport(input, output),
    onerror: (error) => settings.onBug?.(error),
  })
  await new Promise<void>((ended) => {
    input.once('end', ended)
    input.once('close', ended)
  })
  await handle.close()
}
