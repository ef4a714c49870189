import { connect, createServer, type Server, type Socket } from "node:net";

export interface TcpWay {
  /** On 127.0.0.1. */
  readonly port: number;
  cut(): Promise<void>;
  /** Passes nothing on and closes nothing, as when a machine vanishes, until it is cut. */
  stall(): void;
  mend(): Promise<void>;
}

/** Passes bytes on until it is cut; then connections break and new ones are refused, as when a server is stopped. */
export async function tcpWay(host: string, port: number): Promise<TcpWay> {
  const open = new Set<Socket>();
  let stalled = false;
  const make = () =>
    createServer((client) => {
      const upstream = connect({ host, port, noDelay: true });
      client.setNoDelay(true);
      for (const [from, to] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        open.add(from);
        if (!stalled) from.pipe(to);
        from.on("error", () => to.destroy());
        from.on("close", () => {
          open.delete(from);
          to.destroy();
        });
      }
    });
  let server: Server | null = await listen(make(), 0);
  const address = server.address();
  const ours = typeof address === "object" && address ? address.port : 0;
  const cut = async () => {
    stalled = false;
    const closing = server;
    server = null;
    const closed = new Promise<void>((resolve) => (closing ? closing.close(() => resolve()) : resolve()));
    for (const socket of open) socket.destroy();
    await closed;
  };
  const mend = async () => {
    server ??= await listen(make(), ours);
  };
  const stall = () => {
    stalled = true;
    for (const socket of open) socket.unpipe();
  };
  return { port: ours, cut, stall, mend };
}

function listen(server: Server, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}
