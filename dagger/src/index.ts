/**
 * Greengate: one security gate for container services.
 *
 * Builds a repository's image, scans it, attacks it while it runs, judges every finding by one
 * policy, and answers with a verdict, an exit code and reports. `dagger call gate` does it all.
 */
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  argument,
  type Container,
  check,
  type Directory,
  type File,
  func,
  object,
  type Secret,
  type Service,
} from "@dagger.io/dagger";
import { DEFAULT_POLICY, type Policy } from "./core/policy.ts";
import { parsePolicy } from "./core/policy-file.ts";
import { withService } from "./core/service-options.ts";
import { EXIT_CODE, type Verdict } from "./core/verdict.ts";
import { evaluate } from "./evaluate.ts";
import { readReportsFolder } from "./folder/read.ts";
import { writeRecords, writeVerdict } from "./folder/write.ts";
import { imagesWith } from "./images.ts";
import { terminal } from "./outputs/terminal.ts";
import { parseReference } from "./registry/reference.ts";
import { onDisk, scratchFolder, sourceOnDisk } from "./stages/files.ts";
import { dockerBuild, serveImage } from "./stages/image.ts";
import { publishImage } from "./stages/publish.ts";
import type { Run } from "./stages/run.ts";
import { type Ran, runStages } from "./stages/run-stages.ts";

interface Loaded {
  policy: Policy;
  policyFile: string;
}

interface Narrowed {
  only?: string[];
  skip?: string[];
}

@object()
export class Greengate {
  source: Directory;
  policy?: File;
  dockerfile?: string;
  target?: string;
  buildArgs: string[];
  port?: number;
  env: string[];
  health?: string;
  paths: string[];
  images: string[];
  database?: Directory;
  databaseRepository?: string;
  fresh: boolean;

  constructor(
    /** The repository to gate. */
    @argument({ defaultPath: "/", ignore: [".git", "**/node_modules", "greengate-report"] })
    source: Directory,
    /** The policy; greengate.yaml of the source, else the default one. */
    policy?: File,
    /** Path of the Dockerfile in the source. */
    dockerfile?: string,
    /** The Dockerfile's stage to ship; its last one by default. */
    target?: string,
    /** Build arguments, NAME=VALUE each. */
    buildArgs: string[] = [],
    /** Where the service listens. */
    port?: number,
    /** Environment of the service while it is attacked, NAME=VALUE each. */
    env: string[] = [],
    /** The path that answers 2xx once the service is up. */
    health?: string,
    /** What ZAP must reach: /path, or /path=STATUS, each. */
    paths: string[] = [],
    /** Scanner images from a mirror: NAME=REFERENCE@sha256:… each. */
    images: string[] = [],
    /** A folder that holds Trivy's db/, instead of fetching it. */
    database?: Directory,
    /** A mirror of Trivy's database, by image name. */
    databaseRepository?: string,
    /** Run every scan anew, even one that ran today on the same image. */
    fresh: boolean = false,
  ) {
    this.source = source;
    this.buildArgs = buildArgs;
    this.env = env;
    this.paths = paths;
    this.images = images;
    // What is not given stays absent: it is laid over the policy.
    Object.assign(this, { policy, dockerfile, target, port, health, database, databaseRepository });
    this.fresh = fresh;
  }

  /** Builds the service's image. */
  @func()
  async build(): Promise<Container> {
    const { service } = (await this.loaded()).policy;
    return dockerBuild(this.source, service, service.target);
  }

  /** The built image as a service, for trying it by hand: `dagger call serve up`. */
  @func()
  async serve(): Promise<Service> {
    const { service } = (await this.loaded()).policy;
    return serveImage(dockerBuild(this.source, service, service.target), service);
  }

  /** Runs the service's own tests and says how they ended. */
  @func({ cache: "never" })
  async test(): Promise<string> {
    const { records } = await this.run(await this.loaded(), (stage) => stage === "test");
    const [record] = records.stages;
    if (record?.status === "failed") throw new Error(`test: ${record.reason}\n`);
    return `test: ${record?.status} ${record?.reason ?? ""}`.trim();
  }

  /** Scans the Dockerfile: Trivy's report and the run record. */
  @func({ cache: "never" })
  async trivyConfig(): Promise<Directory> {
    return this.oneStage("trivy-config");
  }

  /** Scans the built image: Trivy's reports and the run record. */
  @func({ cache: "never" })
  async trivyImage(): Promise<Directory> {
    return this.oneStage("trivy-image");
  }

  /** Attacks the running service passively: ZAP's reports and the run record. */
  @func({ cache: "never" })
  async zapBaseline(): Promise<Directory> {
    return this.oneStage("zap-baseline");
  }

  /** Runs every stage and gives the whole reports folder, also when the gate would block. */
  @func({ cache: "never" })
  async report(
    /** Require these stages only. */
    only: string[] = [],
    /** Don't require these stages. */
    skip: string[] = [],
    /** Keep the image's archive in the folder, for `greengate publish`. */
    keepImage: boolean = false,
  ): Promise<Directory> {
    const { out } = await this.judged(narrowed(only, skip), keepImage);
    return taken(out);
  }

  /** Runs every stage and says the verdict; fails with the same words when it is red. */
  @func({ cache: "never" })
  @check()
  async gate(
    /** Require these stages only. */
    only: string[] = [],
    /** Don't require these stages. */
    skip: string[] = [],
  ): Promise<string> {
    return said((await this.judged(narrowed(only, skip))).verdict);
  }

  /** Decides over a reports folder; says the verdict, and fails with the same words when it is red. */
  @func({ cache: "never" })
  async evaluate(
    /** What `report` gave. */
    reports: Directory,
    /** Require these stages only. */
    only: string[] = [],
    /** Don't require these stages. */
    skip: string[] = [],
  ): Promise<string> {
    const loaded = await this.loaded();
    const folder = mkdtempSync(join(tmpdir(), "greengate-"));
    await reports.export(folder);
    return said(decided(folder, loaded, narrowed(only, skip)));
  }

  /**
   * Runs every stage and, where the verdict is green, pushes the very container that was judged; says
   * ref@digest. What may be left out is in the policy: nothing is narrowed here.
   */
  @func({ cache: "never" })
  async publish(
    /** Where to push to, with a tag. */
    ref: string,
    /** The registry's user. */
    username?: string,
    /** The registry's password or token. */
    password?: Secret,
  ): Promise<string> {
    const to = parseReference(ref);
    if (!to.ok) throw new Error(`${to.error.message} ${to.error.hint}\n`);
    const { verdict, records, image } = await this.judged({});
    const words = said(verdict);
    if (!image) throw new Error(`no stage looked at the image\n${words}`);
    return publishImage(image, records, to.value, { username, password });
  }

  private async oneStage(stage: string): Promise<Directory> {
    const { records, out } = await this.run(await this.loaded(), (each) => each === stage);
    writeRecords(out, records);
    return taken(out);
  }

  private async judged(
    narrow: Narrowed,
    keepImage = false,
  ): Promise<Ran & { verdict: Verdict; out: string }> {
    const loaded = await this.loaded();
    const dropped = [...loaded.policy.drop.map(({ stage }) => stage), ...(narrow.skip ?? [])];
    const { records, image, out } = await this.run(
      loaded,
      (stage) => !dropped.includes(stage) && (narrow.only?.includes(stage) ?? true),
      keepImage,
    );
    writeRecords(out, records);
    const verdict = decided(out, loaded, narrow);
    writeVerdict(out, verdict);
    return { verdict, records, image, out };
  }

  private async run({ policy }: Loaded, wanted: (stage: string) => boolean, keepImage = false) {
    const now = new Date();
    const out = scratchFolder();
    let source: ReturnType<Run["source"]> | undefined;
    const run: Run = {
      directory: this.source,
      source: () => {
        source ??= sourceOnDisk(this.source, policy.exclude);
        return source;
      },
      policy,
      images: imagesWith(this.images),
      bucket: this.fresh ? now.toISOString() : now.toISOString().slice(0, 10),
      database: this.database,
      databaseRepository: this.databaseRepository,
      keepImage,
      out,
      startedAt: now.getTime(),
    };
    return { ...(await runStages(run, wanted)), out };
  }

  /** The effective policy: the file's, with the call's arguments laid over it. */
  private async loaded(): Promise<Loaded> {
    const name = "greengate.yaml";
    const own =
      this.policy ?? ((await this.source.exists(name)) ? this.source.file(name) : undefined);
    const policyFile = own ? await own.name() : "the default policy";
    const parsed = own ? parsePolicy(await own.contents(), policyFile) : undefined;
    if (parsed && !parsed.ok) {
      const lines = parsed.error.map(
        (p) => `${p.file}:${p.line}:${p.column}: ${p.field ?? ""} ${p.message} ${p.hint}`,
      );
      throw new Error(`the policy is not valid\n${lines.join("\n")}\n`);
    }
    const policy = withService(parsed?.value ?? DEFAULT_POLICY, this);
    if (!policy.ok) throw new Error(`${policy.error.message} ${policy.error.hint}\n`);
    return { policy: policy.value, policyFile };
  }
}

/** Judged from the folder, so that nothing counts that is not written down. */
function decided(folder: string, { policy, policyFile }: Loaded, narrow: Narrowed): Verdict {
  const read = readReportsFolder(folder);
  if (!read.ok) throw new Error(`${read.error.message} ${read.error.hint}\n`);
  return evaluate({ ...read.value, policy, policyFile, ...narrow, now: Date.now() });
}

function narrowed(only: string[], skip: string[]): Narrowed {
  return { ...(only.length > 0 && { only }), ...(skip.length > 0 && { skip }) };
}

/** @throws Error with the verdict's words when it is red: that is how a call fails */
function said(verdict: Verdict): string {
  const words = terminal(verdict);
  if (EXIT_CODE[verdict.verdict] !== 0) throw new Error(`\n${words}`);
  return words;
}

/** A folder on the module's own disk; nothing of it is echoed into the log. */
function taken(out: string): Directory {
  if (!existsSync(out)) throw new Error("no report was written");
  return onDisk(out);
}
