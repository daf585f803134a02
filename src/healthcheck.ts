/** `--healthcheck`: the image has no shell and no curl, so the service's own file asks itself. */
import { get } from "node:http";
import type { Config } from "./config.ts";

/** @returns 0 if the running service says that it is ready, else 1 */
export function healthcheck({ host, port }: Config): Promise<number> {
  const address = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return new Promise((resolve) => {
    const request = get({ host: address, port, path: "/readyz", timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200 ? 0 : 1);
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(1));
  });
}
