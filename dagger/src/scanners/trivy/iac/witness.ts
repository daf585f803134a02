/**
 * Checks of our own that find nothing wrong: they name every Terraform block and Kubernetes document
 * that Trivy evaluated. Without them a file that it could not parse looks like one that is clean
 * (measured, 0.76: exit 0 and no entry, for each way of being broken). A third names documents with
 * what Trivy's own checks pass over: the items of a list, and what YAML's merge keys (`<<`) bring in.
 */

/** To be laid in a folder, and given to Trivy with the arguments below. */
export const WITNESS_FILES: Readonly<Record<string, string>> = {
  "terraform.rego": `# METADATA
# title: Witness of Terraform
# description: Names every block that was evaluated.
# scope: package
# schemas:
# - input: schema["terraform-raw"]
# custom:
#   id: GG-0001
#   severity: LOW
#   input:
#     selector:
#     - type: terraform-raw
package user.greengate.terraform

import rego.v1

deny contains res if {
	some module in input.modules
	some block in module.blocks
	res := result.new(concat(".", [block.kind, block.type, block.name]), block)
}
`,
  "kubernetes.rego": `# METADATA
# title: Witness of Kubernetes
# description: Names every document that was evaluated.
# scope: package
# custom:
#   id: GG-0002
#   severity: LOW
#   input:
#     selector:
#     - type: kubernetes
package user.greengate.kubernetes

import rego.v1

deny contains res if {
	res := result.new(sprintf("%s", [input.kind]), input)
}
`,
  "unfollowed.rego": `# METADATA
# title: Witness of what no check follows
# description: Names every document with items or merge keys.
# scope: package
# custom:
#   id: GG-0003
#   severity: LOW
#   input:
#     selector:
#     - type: kubernetes
package user.greengate.unfollowed

import rego.v1

deny contains res if {
	"items" in object.keys(input)
	res := result.new("items", input)
}

# Of labels, annotations and plain data no check asks.
deny contains res if {
	walk(input, [path, _])
	path[count(path) - 1] == "<<"
	count({"metadata", "matchLabels", "data"} & {part | some part in path}) == 0
	not of_no_pod(path)
	res := result.new("merge keys", input)
}

# Of what is no kind of Kubernetes' own (HelmRelease, PrometheusRule) a check asks for containers alone.
of_no_pod(path) if {
	group := split(input.apiVersion, "/")[0]
	contains(group, ".")
	not endswith(group, ".k8s.io")
	path[0] == "spec"
	count(path) > 2
	count({"containers", "initContainers", "ephemeralContainers", "template", "jobTemplate"} & {part | some part in path}) == 0
}
`,
};

/** @param folder where the files lie */
export const witnessArguments = (folder: string): string[] => [
  ...["--config-check", folder, "--check-namespaces", "user"],
  ...["--raw-config-scanners", "terraform"],
];

export const isWitness = (id: string): boolean => /^GG-000[123]$/.test(id);

/** Of what a document holds that no check follows, in `detail`. */
export const isUnfollowed = (id: string): boolean => id === "GG-0003";
