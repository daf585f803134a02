/** Stands before a registry and lets nobody in without the right name and password. */
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** @returns the port on loopback, and what ends it */
export async function loginProxy(
  host: string,
  username: string,
  password: string,
): Promise<{ port: number; stop: () => void }> {
  const right = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  const server = createServer((asked, answer) => {
    if (asked.headers.authorization !== right) {
      answer.writeHead(401, { "www-authenticate": 'Basic realm="registry"' }).end();
      return;
    }
    const { method, url: path, headers } = asked;
    // Without the name that was asked for, the registry answers with addresses that are its own.
    const onward = request(`http://${host}${path}`, { method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    onward.on("error", () => answer.writeHead(502).end());
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { port, stop: () => void server.close().closeAllConnections() };
}
