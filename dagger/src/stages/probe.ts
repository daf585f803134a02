/** Waits in the scanner's container for the service that is bound to it. */
import { EXIT } from "./wrapper.ts";

/**
 * Asks a URL until its own answer is 2xx, not that of where it leads: ZAP's image has Python and no
 * promise of curl. Its arguments: the URL, for how many seconds, and what to say where it gives up,
 * which it does with a code of its own: Python ends with 1 or 2 where the script itself can't run.
 */
export const PROBE = `import http.client, sys, time, urllib.request
class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None
ask = urllib.request.build_opener(urllib.request.ProxyHandler({}), Stay).open
url, end = sys.argv[1], time.monotonic() + float(sys.argv[2])
while True:
    try:
        with ask(url, timeout=5):
            sys.exit(0)
    except (OSError, http.client.HTTPException) as error:
        leads = getattr(error, "headers", {}).get("location")
        said = f"{error}, to {leads}" if leads else error
    if time.monotonic() > end:
        print(f"{url}: {said}; {sys.argv[3]}", file=sys.stderr)
        sys.exit(${EXIT.neverUp})
    time.sleep(0.25)
`;

/**
 * A step that goes on once the probe is content. Any other end of it than giving up is the scanner's
 * failure, whatever the code: a tool may mean the same one well.
 *
 * @param probe the command that runs it
 */
export const awaited = (probe: string): string =>
  `${probe} || exit $(($? == ${EXIT.neverUp} ? ${EXIT.neverUp} : ${EXIT.failed}))`;
