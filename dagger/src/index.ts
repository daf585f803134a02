/**
 * Greengate: one security gate for container services.
 *
 * Builds a repository's image, scans it, attacks it while it runs, judges every finding by one
 * policy, and answers with a verdict, an exit code and reports. `dagger call gate` does it all.
 */
import { mkdtempSync } from "node:fs";
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
import {
  decided,
  givenTo,
  givenVex,
  keptExceptions,
  type Loaded,
  type Narrowed,
  notStrange,
  onlyKnown,
  orThrow,
  said,
  taken,
} from "./call/call.ts";
import { noArgumentsIn } from "./call/env-files.ts";
import { loadPolicy } from "./call/policy.ts";
import { inRegistry, maxAgeOf, type RegistryLogin, signerOf, signingKey } from "./call/registry.ts";
import type { Judged } from "./core/judged.ts";
import type { Policy } from "./core/policy/policy.ts";
import { judgedBy } from "./core/policy/protect.ts";
import { askedServices } from "./core/policy/services.ts";
import { noRecords, withStage } from "./ecr-scan.ts";
import { ARCHIVE } from "./folder/archive.ts";
import { EXCEPTIONS } from "./folder/exceptions.ts";
import type { Given } from "./folder/given.ts";
import { keepGiven } from "./folder/given-files.ts";
import { readReportsFolder } from "./folder/read.ts";
import { writeRecords } from "./folder/write.ts";
import { writeJudged } from "./folder/write-judged.ts";
import { imagesWith } from "./images.ts";
import { attach, type Verb } from "./registry/attach.ts";
import { parseReference } from "./registry/reference.ts";
import { expectedOf, verify } from "./registry/verify.ts";
import { ecrImage } from "./scanners/ecr/reference.ts";
import { builtInAdvisories } from "./scanners/runtime/built-in.ts";
import { SBOM } from "./scanners/trivy/sbom.ts";
import { draftPolicy } from "./source/policy-draft.ts";
import { readTree } from "./source/tree.ts";
import type { SigningSecrets } from "./stages/cosign.ts";
import { knownDatabase } from "./stages/database.ts";
import { type AwsCredentials, ecrScanStage } from "./stages/ecr.ts";
import { changedOf, scratchFolder, sourceOnDisk } from "./stages/files.ts";
import { dockerBuild, serveImage } from "./stages/image.ts";
import { publishImage } from "./stages/publish.ts";
import { runServices, type ServiceRun } from "./stages/run-services.ts";

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
  javaDatabaseRepository?: string;
  fresh: boolean;
  atOnce: number;
  runtimeAdvisories?: File;
  vex: File[];
  protectedPolicy?: File;
  protectedBranch?: Directory;
  baseline?: Directory;
  kev?: File;
  epss?: File;
  sarif?: Directory;

  constructor(
    /** The repository to gate. */
    // Reports are no source: one that a former call left would make another image.
    @argument({
      defaultPath: "/",
      ignore: [".git", "**/node_modules", "greengate-registry", "greengate-report"],
    })
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
    /** A folder that holds Trivy's db/, and java-db/ for Java archives, instead of fetching them. */
    database?: Directory,
    /** A mirror of Trivy's database, by image name. */
    databaseRepository?: string,
    /** A mirror of Trivy's Java database, fetched where an image holds Java archives. */
    javaDatabaseRepository?: string,
    /** Run every scan anew, even one that ran today on the same image. */
    fresh: boolean = false,
    /** How many services are run at once, of several. */
    atOnce: number = 3,
    /** Advisories and ends of life of language runtimes, instead of those built in. */
    runtimeAdvisories?: File,
    /** VEX files beside the source, OpenVEX or CycloneDX. */
    vex?: File[],
    /** The policy as the protected branch has it: what a change makes of it is shown, or refused. */
    protectedPolicy?: File,
    /** A folder with an earlier verdict.json, best the whole reports folder: tells new from old. */
    baseline?: Directory,
    /** CISA's known_exploited_vulnerabilities.json. */
    kev?: File,
    /** FIRST's epss_scores-current.csv.gz. */
    epss?: File,
    /** A folder with other tools' reports, NAME.sarif each: each is a stage of that name. */
    sarif?: Directory,
    /** The protected branch's files, a folder or https://…#main: what differs is shown, or they judge. */
    @argument({ ignore: [".git", "**/node_modules"] })
    protectedBranch?: Directory,
  ) {
    this.source = source;
    this.buildArgs = buildArgs;
    this.env = env;
    this.paths = paths;
    this.images = images;
    this.vex = vex ?? [];
    // What is not given stays absent: it is laid over the policy.
    const given = { dockerfile, target, port, health };
    const databases = { database, databaseRepository, javaDatabaseRepository };
    const policies = { policy, protectedPolicy, protectedBranch };
    const files = { ...policies, runtimeAdvisories, baseline, kev, epss, sarif };
    Object.assign(this, { ...files, ...given, ...databases });
    this.fresh = fresh;
    this.atOnce = atOnce;
  }

  /** Builds the service's image. */
  @func()
  async build(
    /** Which one, of several services. */
    name?: string,
  ): Promise<Container> {
    const { service } = (await this.oneOf(name)).policy;
    return dockerBuild(this.source, service, service.target);
  }

  /** The built image as a service, for trying it by hand: `dagger call serve up`. */
  @func()
  async serve(
    /** Which one, of several services. */
    name?: string,
  ): Promise<Service> {
    const { service } = (await this.oneOf(name)).policy;
    return serveImage(dockerBuild(this.source, service, service.target), service);
  }

  /** Runs the service's own tests and says how they ended. */
  @func({ cache: "never" })
  async test(): Promise<string> {
    const loaded = await this.loaded();
    const { runs } = await this.run(loaded, [], () => (stage) => stage === "test");
    const lines = runs.map(({ policy, records: { stages } }) => {
      const [record] = stages;
      const words = `${policy.service.name}: test ${record?.status} ${record?.reason ?? ""}`;
      const { status = "missing" } = record ?? {};
      return { words: words.trim(), ended: status === "ran" || status === "not-applicable" };
    });
    const words = lines.map((line) => line.words).join("\n");
    if (!lines.every(({ ended }) => ended)) throw new Error(`${words}\n`);
    return words;
  }

  /** Scans the Dockerfile: Trivy's report and its run record. */
  @func({ cache: "never" })
  async trivyConfig(): Promise<Directory> {
    return this.stages("trivy-config");
  }

  /** Scans the built image: Trivy's reports and the run record. */
  @func({ cache: "never" })
  async trivyImage(): Promise<Directory> {
    return this.stages("trivy-image");
  }

  /** Asks the image's language runtimes for their versions: our report and the run record. */
  @func({ cache: "never" })
  async runtime(): Promise<Directory> {
    return this.stages("runtime");
  }

  /** Attacks the running service passively: ZAP's reports and the run record. */
  @func({ cache: "never" })
  async zapBaseline(): Promise<Directory> {
    return this.stages("zap-baseline");
  }

  /** Looks up every lockfile and requirements file: Trivy's and pip-audit's reports and run records. */
  @func({ cache: "never" })
  async dependencies(): Promise<Directory> {
    return this.stages("trivy-fs", "pip-audit");
  }

  /** Looks for secrets in the source: Trivy's report, without their values, and the run record. */
  @func({ cache: "never" })
  async secrets(): Promise<Directory> {
    return this.stages("secrets");
  }

  /** Static analysis: Bandit's and Semgrep's reports and run records. */
  @func({ cache: "never" })
  async sast(): Promise<Directory> {
    return this.stages("bandit", "semgrep");
  }

  /** The built image's bill of materials, CycloneDX. */
  @func({ cache: "never" })
  async sbom(
    /** Which one, of several services. */
    name?: string,
  ): Promise<File> {
    const image = "trivy-image";
    const { runs } = await this.run(await this.oneOf(name), [], () => (each) => each === image);
    const [run] = runs;
    const [record] = run?.records.stages ?? [];
    if (!run || record?.status !== "ran") throw new Error(`sbom: ${record?.reason}\n`);
    return taken(run.out).file(`raw/${image}/${SBOM}`);
  }

  /** Runs every stage and gives the whole reports folder, also when the gate would block. */
  @func({ cache: "never" })
  async report(
    /** Require these stages only. */
    only: string[] = [],
    /** Don't require these stages. */
    skip: string[] = [],
    /** Of several services, these only. */
    services: string[] = [],
    /** Keep the image's archive in the folder, for `greengate publish`. */
    keepImage: boolean = false,
  ): Promise<Directory> {
    const loaded = await this.loaded();
    return taken((await this.judged(loaded, { only, skip, services }, keepImage)).out);
  }

  /** Runs every stage and says the verdict; fails with the same words when it is red. */
  @func({ cache: "never" })
  @check()
  async gate(
    /** Require these stages only. */
    only: string[] = [],
    /** Don't require these stages. */
    skip: string[] = [],
    /** Of several services, these only. */
    services: string[] = [],
    /** Of several services, those whose files differ from here: a folder, or https://…#main. */
    @argument({ ignore: [".git", "**/node_modules", "greengate-report"] })
    changedSince?: Directory,
  ): Promise<string> {
    const loaded = await this.loaded();
    if (!changedSince) return said((await this.judged(loaded, { only, skip, services })).judged);
    if (services.length > 0) throw new Error("--services and --changed-since: give one of them\n");
    const changed = await changedOf(loaded.policy, this.source, changedSince);
    const leftOut = "none of its files differ from --changed-since";
    if (changed.length === 0) return `NOTHING TO GATE: of each service, ${leftOut}.\n`;
    return said((await this.judged(loaded, { only, skip, services: changed, leftOut })).judged);
  }

  /** The first lines of a policy for a source that has none: a service for each Dockerfile. */
  @func({ cache: "never" })
  async policyDraft(): Promise<string> {
    return draftPolicy(readTree(await sourceOnDisk(this.source), ".")).text;
  }

  /** Names the services whose files differ from those of a folder, for a CI that fans out. */
  @func({ cache: "never" })
  async changed(
    /** A folder, or a commit: https://github.com/OWNER/REPOSITORY#main. */
    @argument({ ignore: [".git", "**/node_modules", "greengate-report"] })
    since: Directory,
  ): Promise<string[]> {
    return changedOf((await this.loaded()).policy, this.source, since);
  }

  /** Decides over a reports folder; says the verdict, and fails with the same words when it is red. */
  @func({ cache: "never" })
  async evaluate(
    /** What report gave, or a folder that holds what several calls of it gave, one a service. */
    reports: Directory,
    /** Require these stages only. */
    only: string[] = [],
    /** Don't require these stages. */
    skip: string[] = [],
    /** Of several services, these only. */
    services: string[] = [],
  ): Promise<string> {
    onlyKnown({ only, skip });
    const loaded = await this.loaded();
    const folder = mkdtempSync(join(tmpdir(), "greengate-"));
    await reports.export(folder);
    return said(decided(folder, loaded, { only, skip, services, given: await givenTo(this) }));
  }

  /**
   * Runs every stage and, where the verdict is green, pushes the very container that was judged.
   * Says ref@digest. What may be left out is in the policy: nothing is narrowed here.
   */
  @func({ cache: "never" })
  async publish(
    /** Where to push to, with a tag. */
    ref: string,
    /** The registry's user. */
    username?: string,
    /** The registry's password or token. */
    password?: Secret,
    /** Which one, of several services. */
    name?: string,
  ): Promise<string> {
    const to = orThrow(parseReference(ref));
    const everything = { only: [], skip: [], services: [] };
    const { judged, runs } = await this.judged(await this.oneOf(name), everything);
    const words = said(judged);
    const [run] = runs;
    if (!run?.image) throw new Error(`no stage looked at the image\n${words}`);
    return publishImage(run.image, run.records, to, { username, password });
  }

  /**
   * After a push: waits for ECR's own scan of the image, and adds it to the reports folder.
   * For `evaluate`. Without `reports` that stage is all that the folder holds.
   */
  @func({ cache: "never" })
  async ecrScan(
    /** The pushed image by digest: HOST/REPOSITORY@sha256:… */
    ref: string,
    /** What report gave before the push. */
    reports?: Directory,
    /** A key of AWS: its id. */
    accessKeyId?: Secret,
    /** The key itself. */
    secretAccessKey?: Secret,
    /** The session's token, of a temporary key. */
    sessionToken?: Secret,
    /** Instead of a key: a CI system's OpenID token. */
    webIdentityToken?: Secret,
    /** The role that the OpenID token may take. */
    roleArn?: string,
    /** Where the reference's host does not tell it. */
    region?: string,
    /** The account, where the reference's host does not tell it. */
    registryId?: string,
    /** A private endpoint of the ECR API. */
    endpointUrl?: string,
    /** How long to wait for the scan. */
    seconds: number = 900,
  ): Promise<Directory> {
    const image = orThrow(ecrImage(ref, { region, registryId, endpointUrl }));
    const out = scratchFolder();
    if (reports) {
      await noArgumentsIn(this.source);
      // Without the verdict of then: it says nothing of this stage.
      await reports.filter({ include: ["run.json", "raw", EXCEPTIONS, ARCHIVE] }).export(out);
    }
    const records = reports
      ? orThrow(readReportsFolder(out)).records
      : noRecords((await this.loaded()).policy);
    const key = { accessKeyId, secretAccessKey, sessionToken };
    const credentials: AwsCredentials = { ...key, webIdentityToken, roleArn };
    const images = imagesWith(this.images);
    const stage = { images, out, image, credentials, seconds };
    const { record } = await ecrScanStage(stage);
    writeRecords(out, withStage(records, record));
    return taken(out);
  }

  /** Signs a pushed image, if the reports folder is of it and its verdict, judged anew, is green. */
  @func({ cache: "never" })
  async sign(
    /** The pushed image, by digest as publish says it, or by tag. */
    ref: string,
    /** What report gave for that image. */
    reports: Directory,
    /** cosign's private key, such as file:cosign.key; this or the identity token. */
    key?: Secret,
    /** The private key's password. */
    keyPassword?: Secret,
    /** Keyless: a CI system's OpenID token for sigstore, instead of a key. */
    identityToken?: Secret,
    /** The oldest scan that counts, 24h or 7d. */
    maxAge?: string,
    /** The registry's user. */
    username?: string,
    /** The registry's password or token. */
    password?: Secret,
    /** The registry, where only this host reaches it: tcp://HOST:PORT, the port as in ref. */
    registryService?: Service,
  ): Promise<string> {
    const login = { username, password, registryService };
    const signing = { key, keyPassword, identityToken };
    return this.attach("sign", ref, reports, signing, login, maxAge);
  }

  /** Attests verdict, scan and bill of materials of a pushed image, on the same terms as `sign`. */
  @func({ cache: "never" })
  async attest(
    /** The pushed image, by digest as publish says it, or by tag. */
    ref: string,
    /** What report gave for that image. */
    reports: Directory,
    /** cosign's private key, such as file:cosign.key; this or the identity token. */
    key?: Secret,
    /** The private key's password. */
    keyPassword?: Secret,
    /** Keyless: a CI system's OpenID token for sigstore, instead of a key. */
    identityToken?: Secret,
    /** The oldest scan that counts, 24h or 7d. */
    maxAge?: string,
    /** The registry's user. */
    username?: string,
    /** The registry's password or token. */
    password?: Secret,
    /** The registry, where only this host reaches it: tcp://HOST:PORT, the port as in ref. */
    registryService?: Service,
  ): Promise<string> {
    const login = { username, password, registryService };
    const signing = { key, keyPassword, identityToken };
    return this.attach("attest", ref, reports, signing, login, maxAge);
  }

  /** Fails, and says why, unless an image is signed and attested, of this policy, green and fresh. */
  @func({ cache: "never" })
  async verify(
    /** The image, by digest or by tag. */
    ref: string,
    /** The public key of who must have signed, such as cosign.pub; this or an identity. */
    key?: File,
    /** Keyless: who must have signed, as the certificate names them. */
    certificateIdentity?: string,
    /** Keyless: the OpenID issuer that vouched for them. */
    certificateOidcIssuer?: string,
    /** The oldest scan that counts, 24h or 7d; the policy's limit by default. */
    maxAge?: string,
    /** Which one, of several services. */
    name?: string,
    /** The registry's user. */
    username?: string,
    /** The registry's password or token. */
    password?: Secret,
    /** The registry, where only this host reaches it: tcp://HOST:PORT, the port as in ref. */
    registryService?: Service,
  ): Promise<string> {
    const { policy } = await this.oneOf(name);
    const expected = expectedOf(policy, maxAgeOf(maxAge), Date.now());
    const signer = signerOf(key, certificateIdentity, certificateOidcIssuer);
    const login = { username, password, registryService };
    const call = { images: imagesWith(this.images), ref, publicKey: key, ...login };
    return inRegistry(call, (access, target) => verify(access, target, signer, expected));
  }

  private async attach(
    verb: Verb,
    ref: string,
    reports: Directory,
    signing: SigningSecrets,
    login: RegistryLogin,
    maxAge: string | undefined,
  ): Promise<string> {
    const key = signingKey(verb, signing);
    const maxAgeMs = maxAgeOf(maxAge);
    const { policy, policyFile: file, guard } = await this.loaded();
    const folder = mkdtempSync(join(tmpdir(), "greengate-"));
    await reports.export(folder);
    const judge = { policy, file, ...(guard && { guard }) };
    const judging = { ...judge, folder, beforePublish: false, maxAgeMs, now: Date.now() };
    const call = { images: imagesWith(this.images), ref, ...signing, ...login };
    return inRegistry(call, (access, target) => attach(access, verb, judging, target, key));
  }

  /** One kind of look at the source or the image, without a verdict. */
  private async stages(...stages: string[]): Promise<Directory> {
    const { runs, out } = await this.run(
      await this.loaded(),
      [],
      () => (each) => stages.includes(each),
    );
    for (const { out, records } of runs) writeRecords(out, records);
    return taken(out);
  }

  private async judged(
    loaded: Loaded,
    narrow: Narrowed,
    keepImage = false,
  ): Promise<{ judged: Judged; runs: ServiceRun[]; out: string }> {
    onlyKnown(narrow);
    const given = await givenTo(this);
    notStrange(given, loaded.policy);
    const { runs, out } = await this.run(
      loaded,
      narrow.services,
      ({ drop }) =>
        (stage) =>
          !drop.some((dropped) => dropped.stage === stage) &&
          !narrow.skip.includes(stage) &&
          (narrow.only.length === 0 || narrow.only.includes(stage)),
      keepImage,
      given,
    );
    for (const { out, records, policy } of runs) {
      const own = { ...records, ...judgedBy(loaded.guard, policy) };
      writeRecords(out, keepGiven(out, own, given, Date.now()));
    }
    const judged = decided(out, loaded, { ...narrow, beforePublish: true });
    writeJudged(out, judged);
    return { judged, runs, out };
  }

  private async run(
    { policy }: Loaded,
    services: readonly string[],
    wanted: (policy: Policy) => (stage: string) => boolean,
    keepImage = false,
    given?: Given,
  ): Promise<{ runs: ServiceRun[]; out: string }> {
    await knownDatabase(this.database);
    const now = new Date();
    const out = scratchFolder();
    const common = {
      source: this.source,
      images: imagesWith(this.images),
      bucket: this.fresh ? now.toISOString() : now.toISOString().slice(0, 10),
      database: this.database,
      databaseRepository: this.databaseRepository,
      javaDatabaseRepository: this.javaDatabaseRepository,
      advisories: (await this.runtimeAdvisories?.contents()) ?? builtInAdvisories,
      keepImage,
      startedAt: now.getTime(),
      atOnce: this.atOnce,
      all: policy,
      several: policy.services !== undefined,
      given,
    };
    const asked = orThrow(askedServices(policy, services));
    const folderOf = ({ service }: Policy) => (common.several ? join(out, service.name) : out);
    // First, since a file that can't be read as it was meant ends the call.
    const kept = await keptExceptions(this.source, asked, folderOf);
    const runs = (await runServices(common, asked, out, wanted)).map((run) => ({
      ...run,
      records: { ...run.records, ...kept.get(run.policy.service.name) },
    }));
    return { runs, out };
  }

  /** The policy of the one service, or of the one that is named. */
  private async oneOf(name: string | undefined): Promise<Loaded> {
    const loaded = await this.loaded();
    const asked = orThrow(askedServices(loaded.policy, name === undefined ? [] : [name]));
    const [policy, another] = asked;
    if (!policy || another) throw new Error("The policy lists several services: name one.\n");
    return { ...loaded, policy };
  }

  /** The effective policy: the file's, with the call's arguments laid over it. */
  private async loaded(): Promise<Loaded> {
    await noArgumentsIn(this.source);
    return { ...(await loadPolicy(this)), givenVex: await givenVex(this.vex) };
  }
}
