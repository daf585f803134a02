/** Configuration from the environment. */
import { z } from "zod";

const whole = (least: number, most: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(least).max(most))
    .default(fallback);

const LEVELS = ["debug", "info", "warn", "error", "silent"] as const;

const schema = z.object({
  PORT: whole(0, 65_535, 5000),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]{1,253}$/)
    .default("0.0.0.0"),
  LOG_LEVEL: z.enum(LEVELS).default("info"),
  SHUTDOWN_GRACE_SECONDS: whole(0, 300, 10),
});

/** What is allowed, in words, for the one line that a bad value ends the start with. */
const ALLOWED: Record<keyof z.input<typeof schema>, string> = {
  PORT: "a whole number from 0 to 65535",
  HOST: "a host name or an IP address",
  LOG_LEVEL: LEVELS.join(", "),
  SHUTDOWN_GRACE_SECONDS: "a whole number of seconds from 0 to 300",
};

export interface Config {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host: string;
  readonly logLevel: (typeof LEVELS)[number];
  readonly graceMs: number;
}

/** A bad value; the message names the variable, the value and what is allowed. */
export class ConfigError extends Error {}

/**
 * @param env the process's environment; variables it does not know are passed over
 * @throws ConfigError on the first bad value
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = schema.safeParse(env);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0]) as keyof typeof ALLOWED;
    const value = JSON.stringify(env[name]);
    throw new ConfigError(`${name} is ${value}; allowed: ${ALLOWED[name]}`);
  }
  const { PORT, HOST, LOG_LEVEL, SHUTDOWN_GRACE_SECONDS } = parsed.data;
  return { port: PORT, host: HOST, logLevel: LOG_LEVEL, graceMs: SHUTDOWN_GRACE_SECONDS * 1000 };
}
