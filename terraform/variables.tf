variable "account_id" {
  description = "The AWS account that holds the registry: twelve digits, as a string."
  type        = string

  validation {
    condition     = can(regex("^[0-9]{12}$", var.account_id))
    error_message = "account_id is twelve digits, in quotes so that leading zeros stay."
  }
}

variable "region" {
  description = "The region of the registry, such as eu-central-1."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region is an AWS region's name, such as eu-central-1; not an availability zone."
  }
}

variable "name" {
  description = "Starts the names of the roles, the policy and the key's alias, so that two of these can share an account."
  type        = string
  default     = "greengate"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}[a-z0-9]$", var.name))
    error_message = "name is 2 to 32 lower-case letters, digits and dashes; it starts with a letter."
  }
}

variable "services" {
  description = "One repository is made for each, under this name; a path such as clinic/api is a name too."
  type        = set(string)

  validation {
    condition     = length(var.services) > 0
    error_message = "services names at least one service."
  }

  validation {
    # ECR's own rule for a repository's name. It leaves no room for a wildcard, which the push policy would honour.
    condition = alltrue([
      for service in var.services :
      length(service) >= 2 && length(service) <= 256 &&
      can(regex("^([a-z0-9]+([._-][a-z0-9]+)*/)*[a-z0-9]+([._-][a-z0-9]+)*$", service))
    ])
    error_message = "A service is 2 to 256 lower-case letters and digits, parted by single . _ - or /."
  }
}

variable "untagged_days" {
  description = "Days after its push at which an image that carries no tag is deleted."
  type        = number
  default     = 14

  validation {
    condition     = var.untagged_days >= 1 && floor(var.untagged_days) == var.untagged_days
    error_message = "untagged_days is a whole number of days, 1 or more."
  }
}

variable "kept_images" {
  description = "How many tagged images a repository keeps, the newest; null keeps all, since the oldest may be the one that runs."
  type        = number
  default     = null

  validation {
    condition     = var.kept_images == null ? true : var.kept_images >= 1 && floor(var.kept_images) == var.kept_images
    error_message = "kept_images is a whole number, 1 or more, or null."
  }
}

variable "registry_scan_type" {
  description = "BASIC or ENHANCED sets how the whole registry of this account and region is scanned; null leaves that setting alone."
  type        = string
  default     = null

  validation {
    condition     = var.registry_scan_type == null ? true : contains(["BASIC", "ENHANCED"], var.registry_scan_type)
    error_message = "registry_scan_type is BASIC, ENHANCED or null."
  }
}

variable "github" {
  description = <<-EOT
    The GitHub Actions jobs that may push; null for none.
    repository: owner/name. owner_id, repository_id: GitHub's numbers for both, for a repository whose
    tokens carry them (see README.md). Exactly one of branch and environment. create_provider: false
    where the account already has an OIDC provider for this issuer.
  EOT
  type = object({
    repository      = string
    owner_id        = optional(string)
    repository_id   = optional(string)
    branch          = optional(string)
    environment     = optional(string)
    audience        = optional(string, "sts.amazonaws.com")
    issuer          = optional(string, "https://token.actions.githubusercontent.com")
    create_provider = optional(bool, true)
  })
  default = null

  validation {
    condition     = var.github == null ? true : can(regex("^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$", var.github.repository))
    error_message = "github.repository is one repository, owner/name, without a wildcard."
  }

  validation {
    condition     = var.github == null ? true : (var.github.branch == null) != (var.github.environment == null)
    error_message = "github takes exactly one of branch and environment."
  }

  validation {
    # A token's subject never holds a wildcard: one here is a hope that can only fail at the first push.
    # "$" would start a policy variable, which IAM fills in even under StringEquals.
    condition = try(var.github.branch, null) == null ? true : (
      can(regex("^[A-Za-z0-9._/@#+-]+$", var.github.branch)) && !startswith(var.github.branch, "refs/")
    )
    error_message = "github.branch is one branch's name, such as main: no wildcard, no refs/heads/."
  }

  validation {
    condition     = try(var.github.environment, null) == null ? true : can(regex("^[A-Za-z0-9._/ -]+$", var.github.environment))
    error_message = "github.environment is one environment's name, such as production: no wildcard, no colon."
  }

  validation {
    condition = var.github == null ? true : (
      (var.github.owner_id == null) == (var.github.repository_id == null) &&
      alltrue([for id in [var.github.owner_id, var.github.repository_id] : id == null ? true : can(regex("^[1-9][0-9]*$", id))])
    )
    error_message = "github.owner_id and github.repository_id are GitHub's numbers, both or neither."
  }

  validation {
    condition     = var.github == null ? true : can(regex("^https://[a-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._/-]*[A-Za-z0-9._-])?$", var.github.issuer))
    error_message = "github.issuer is an https:// address without a slash at its end."
  }

  validation {
    condition     = var.github == null ? true : can(regex("^[A-Za-z0-9.:/_-]+$", var.github.audience))
    error_message = "github.audience is one audience, without a wildcard."
  }
}

variable "gitlab" {
  description = <<-EOT
    The GitLab CI jobs that may push; null for none.
    project: its full path, group/project, subgroups included. branch: a protected one. audience: the
    `aud` of the job's id_tokens. create_provider: false where the account already has an OIDC provider
    for this issuer.
  EOT
  type = object({
    project         = string
    branch          = string
    audience        = optional(string, "sts.amazonaws.com")
    issuer          = optional(string, "https://gitlab.com")
    create_provider = optional(bool, true)
  })
  default = null

  validation {
    condition     = var.gitlab == null ? true : can(regex("^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)+$", var.gitlab.project))
    error_message = "gitlab.project is one project's full path, group/project, without a wildcard."
  }

  validation {
    condition = var.gitlab == null ? true : (
      can(regex("^[A-Za-z0-9._/@#+-]+$", var.gitlab.branch)) && !startswith(var.gitlab.branch, "refs/")
    )
    error_message = "gitlab.branch is one branch's name, such as main: no wildcard, no refs/heads/."
  }

  validation {
    condition     = var.gitlab == null ? true : can(regex("^https://[a-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._/-]*[A-Za-z0-9._-])?$", var.gitlab.issuer))
    error_message = "gitlab.issuer is an https:// address without a slash at its end."
  }

  validation {
    condition     = var.gitlab == null ? true : can(regex("^[A-Za-z0-9.:/_-]+$", var.gitlab.audience))
    error_message = "gitlab.audience is one audience, without a wildcard."
  }
}

variable "tags" {
  description = "Tags of everything that takes tags."
  type        = map(string)
  default     = {}
}
