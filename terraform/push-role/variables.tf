variable "name" {
  description = "The role's name."
  type        = string
}

variable "description" {
  description = "Whom the role is for, in words."
  type        = string
}

variable "policy_arn" {
  description = "What the role may do."
  type        = string
}

variable "partition" {
  description = "The AWS partition."
  type        = string
}

variable "account_id" {
  description = "The account of the role and of the OIDC provider."
  type        = string
}

variable "issuer" {
  description = "The `iss` of the tokens, an https:// address."
  type        = string
}

variable "create_provider" {
  description = "False where the account already has an OIDC provider for the issuer."
  type        = bool
}

variable "audience" {
  description = "The one `aud` that is trusted."
  type        = string
}

variable "subject" {
  description = "The one `sub` that is trusted, compared letter by letter."
  type        = string

  validation {
    condition     = !can(regex("[*?$]", var.subject))
    error_message = "A subject holds no wildcard and no policy variable."
  }
}
