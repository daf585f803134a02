/**
 * ZAP's JSON report, traditional-json and traditional-json-plus, as far as the decision needs it.
 * Numbers in it are text. https://www.zaproxy.org/docs/desktop/addons/report-generation/
 */
import { z } from "zod";

const instance = z.object({
  uri: z.string(),
  method: z.string().default(""),
  param: z.string().default(""),
  "response-header": z.string().optional(),
});

const alert = z.object({
  pluginid: z.string().min(1),
  alertRef: z.string().min(1),
  name: z.string(),
  riskcode: z.enum(["0", "1", "2", "3"]),
  confidence: z.string(),
  solution: z.string().default(""),
  instances: z.array(instance).min(1),
});

const site = z.object({ "@name": z.string(), alerts: z.array(alert) });

const insight = z.object({ key: z.string(), site: z.string().default(""), statistic: z.string() });

export const zapReport = z.object({
  "@programName": z.literal("ZAP"),
  "@version": z.string().min(1),
  created: z.string().optional(),
  insights: z.array(insight).optional(),
  site: z.array(site),
  /** Only in the plus report. */
  afPlanErrors: z.array(z.string()).optional(),
  afPlanWarns: z.array(z.string()).optional(),
});

export type ZapReport = z.output<typeof zapReport>;
export type ZapAlert = z.output<typeof alert>;
