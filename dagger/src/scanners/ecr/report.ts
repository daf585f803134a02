/**
 * One page of ECR's answer, as far as the decision needs it.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImageScanFindings.html
 */
import { z } from "zod";

/** Version 1 of the command line prints seconds since 1970, version 2 ISO 8601, boto3 a blank for the T. */
const time = z
  .union([z.number().min(0).max(253_402_300_799), z.string()])
  .transform((at) =>
    typeof at === "number" ? new Date(at * 1000).toISOString() : at.replace(" ", "T"),
  );

const basic = z.object({
  name: z.string().min(1),
  description: z.string().optional(),
  uri: z.string().optional(),
  severity: z.string().default("UNDEFINED"),
  attributes: z.array(z.object({ key: z.string(), value: z.string().default("") })).default([]),
});

const vulnerablePackage = z.object({
  name: z.string().min(1),
  version: z.string().default(""),
  release: z.string().optional(),
  epoch: z.number().optional(),
  filePath: z.string().optional(),
  packageManager: z.string().default(""),
  fixedInVersion: z.string().optional(),
});

const enhanced = z.object({
  title: z.string().optional(),
  findingArn: z.string().optional(),
  /** Free text, UNTRIAGED among it. */
  severity: z.string().default("UNTRIAGED"),
  status: z.string().optional(),
  packageVulnerabilityDetails: z
    .object({
      vulnerabilityId: z.string().min(1),
      relatedVulnerabilities: z.array(z.string()).default([]),
      sourceUrl: z.string().optional(),
      vulnerablePackages: z.array(vulnerablePackage).default([]),
    })
    .optional(),
  remediation: z
    .object({ recommendation: z.object({ text: z.string().optional() }).optional() })
    .optional(),
  resources: z
    .array(
      z.object({
        details: z
          .object({
            awsEcrContainerImage: z.object({ imageHash: z.string().optional() }).optional(),
          })
          .optional(),
      }),
    )
    .default([]),
});

export const ecrPage = z.object({
  imageId: z.object({ imageDigest: z.string().optional() }),
  imageScanStatus: z.object({ status: z.string().min(1), description: z.string().optional() }),
  imageScanFindings: z
    .object({
      imageScanCompletedAt: time.optional(),
      vulnerabilitySourceUpdatedAt: time.optional(),
      findingSeverityCounts: z.record(z.string(), z.int()).optional(),
      findings: z.array(basic).optional(),
      enhancedFindings: z.array(enhanced).optional(),
    })
    .optional(),
  nextToken: z.string().nullish(),
});

export type EcrPage = z.output<typeof ecrPage>;
export type BasicFinding = z.output<typeof basic>;
export type EnhancedFinding = z.output<typeof enhanced>;
export type VulnerablePackage = z.output<typeof vulnerablePackage>;

/** The file of a page, counted from 1; the first alone is a whole report where there is one page. */
export const pageFile = (page: number): string =>
  page === 1 ? "report.json" : `report-${page}.json`;
