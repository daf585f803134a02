/** Which Terraform files call a local module that no scanner is given. */
import { expect, it } from "vitest";
import { callsOfUnread } from "../../dagger/src/scanners/trivy/iac/modules.ts";

const module = (source: string) => `module "m" {\n  source = "${source}"\n}\n`;
const REST = [["infra/m/main.tf", ""]] as const;

it.each([
  [module("./m"), false],
  [module("../infra/m/"), false],
  [module("terraform-aws-modules/vpc/aws"), false],
  ['resource "aws_s3_object" "o" {\n  source = "./files/a.zip"\n}\n', false],
  [module("../../shared/m"), true],
  ['module "m" { source = "./gone" }\n', true],
  [module("./.terraform/m"), true],
  ['module "m" {\n  providers = { aws = aws.b }\n  source = "../node_modules/m"\n}\n', true],
  [module("./\\u002eterraform/m"), true],
  ['{ "module": { "m": { "source": "./.terraform/m" } } }', true],
])("%j: %s", (text, unread) => {
  const found = callsOfUnread([["infra/main.tf", text], ...REST]);
  expect(found).toEqual(unread ? ["infra/main.tf"] : []);
});
