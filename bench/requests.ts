/** Requests a second over keep-alive connections, one request at a time on each. */
import { connect } from "node:net";

/** @returns answers a second, over `seconds` */
export async function requestsPerSecond(port: number, seconds: number, connections = 16) {
  const request = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;
  const start = performance.now();
  let answers = 0;
  const over = () => performance.now() - start >= seconds * 1000;
  // A server may close a connection after so many requests: then the next one is opened.
  const one = () =>
    new Promise<void>((resolve, reject) => {
      let tail = "";
      const socket = connect(port, "127.0.0.1", () => socket.write(request));
      socket.setEncoding("latin1").on("error", reject).on("close", resolve);
      socket.on("data", (text: string) => {
        tail += text;
        const head = tail.indexOf("\r\n\r\n");
        const length = Number(/content-length: (\d+)/i.exec(tail)?.[1] ?? 0);
        if (head === -1 || tail.length < head + 4 + length) return;
        tail = "";
        answers += 1;
        if (over()) socket.destroy();
        else socket.write(request);
      });
    });
  const line = async () => {
    while (!over()) await one();
  };
  await Promise.all(Array.from({ length: connections }, line));
  return answers / ((performance.now() - start) / 1000);
}
