/** The script of report.html as one text, made from dagger/browser/. */
import { buildSync } from "esbuild";

export const REPORT_SCRIPT_FILE = "dagger/src/outputs/html/script.ts";

/** The content of `script.ts`. The same bytes on every machine, by the pinned esbuild. */
export function reportScript(): string {
  const { outputFiles } = buildSync({
    entryPoints: ["dagger/browser/main.ts"],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "ascii",
    legalComments: "none",
    write: false,
    tsconfigRaw: {},
  });
  const text = outputFiles[0]?.text.trim() ?? "";
  if (/<\/script|<!--/i.test(text)) throw new Error("the report's script would end its element");
  return `/** Made from dagger/browser/ by \`npm run report:script\`; a test tells when it is not current. */\nexport const SCRIPT =\n  ${JSON.stringify(text)};\n`;
}
