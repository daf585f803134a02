/** What of the infrastructure is not looked at is told by name. */
import { expect, it } from "vitest";
import { policySchema } from "../../dagger/src/core/policy/policy.ts";
import { trivyConfig } from "../../dagger/src/scanners/trivy/config.ts";
import { selectIac } from "../../dagger/src/scanners/trivy/iac/select.ts";
import { modulesFetched, unseenWords } from "../../dagger/src/scanners/trivy/iac/unseen.ts";

const POD = "apiVersion: v1\nkind: Pod\nmetadata: { name: {{ name }} }\n";
const treeOf = (files: Record<string, string>) => ({
  paths: Object.keys(files).sort(),
  links: [],
  unmatched: [],
  text: (path: string) => files[path] ?? "",
});
const words = (files: Record<string, string>) => unseenWords(selectIac(treeOf(files)).evidence);

it.each([
  ["compose.prod.yaml", "services: {}\n"],
  ["stack/docker-compose.yml", "services: {}\n"],
  ["template.yaml", 'AWSTemplateFormatVersion: "2010-09-09"\n'],
  ["stack.json", '{ "Resources": { "B": { "Type": "AWS::S3::Bucket" } } }'],
  ["live/terragrunt.hcl", "inputs = {}\n"],
  ["main.bicep", "param x string\n"],
  ["k8s/pod.yaml.j2", POD],
])("%s is of a kind that no check here knows", (path, text) => {
  const said = `Infrastructure that no check here knows, so not looked at: ${path}`;
  expect(words({ [path]: text })).toEqual([said]);
});

it.each([
  ["pod.yaml", POD.replace("{{ name }}", "p")],
  ["config.yaml.example", "port: 80\n"],
  ["chart/templates/compose.yaml", POD],
  ["src/compose.ts", "export {}\n"],
  ["app/composer.yaml", "a: 1\n"],
])("%s is not said to be", (path, text) => {
  expect(words({ "chart/Chart.yaml": "apiVersion: v2\nname: c\n", [path]: text })).toEqual([]);
});

it("values of a chart that it was not rendered with", () => {
  const chart = { "c/Chart.yaml": "apiVersion: v2\nname: c\n", "c/values.yaml": "a: 1\n" };
  const others = { "c/values-prod.yaml": "a: 2\n", "c/prod.values.yml": "", "values-x.yaml": "" };
  expect(words({ ...chart, ...others })).toEqual([
    "Charts were rendered without the values of: c/prod.values.yml, c/values-prod.yaml",
  ]);
});

it("modules that Terraform fetches, without a password in their address", () => {
  const main = `module "vpc" {
  source  = "terraform-aws-modules/vpc/aws"
}
module "own" { source = "./own" }
module "git" {
  source = "git::https://ana:secret@git.example/m.git"
}
`;
  expect(words({ "main.tf": main, "own/main.tf": "" })).toEqual([
    "Modules from elsewhere, looked at only where Trivy could fetch them: main.tf (terraform-aws-modules/vpc/aws), main.tf (git::https://git.example/m.git)",
  ]);
});

it("where there is nothing else, the stage does not claim that there is no infrastructure", () => {
  const tree = treeOf({ "compose.yaml": "services: {}\n", "a.txt": "" });
  const policy = policySchema.parse({ version: 1, service: { dockerfile: "none" } });
  expect(trivyConfig.invocation?.select?.(tree, policy).none).toBe(
    "no Dockerfile, as the policy says, and no Terraform, Kubernetes or Helm among 2 files; infrastructure that no check here knows, so not looked at: compose.yaml",
  );
});

it("a module's source is the one that counts: not in a comment, and behind a map", () => {
  const main = `module "own" {
  # source = "terraform-aws-modules/vpc/aws"
  source = "../own"
}
module "east" {
  providers = {
    aws = aws.east
  }
  source = "terraform-aws-modules/s3-bucket/aws"
}
module "git" { source = "git::https://ana:s@cret@git.example/m.git" }
module "again" { source = "git::https://git.example/m.git" }
`;
  expect(modulesFetched([["main.tf", main]])).toEqual([
    "main.tf (terraform-aws-modules/s3-bucket/aws)",
    "main.tf (git::https://git.example/m.git)",
  ]);
});
