/** Plain node:http that answers with the same bytes and headers as the service. Prints its port. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const [, , target = ""] = process.argv;
const like = await fetch(target);
const body = Buffer.from(await like.arrayBuffer());
const headers = [...like.headers].filter(([name]) => !/^(date|connection|keep-alive)$/.test(name));
const server = createServer((_, response) => {
  response.writeHead(200, Object.fromEntries(headers));
  response.end(body);
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
