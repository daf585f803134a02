output "repository_urls" {
  description = "Where each service's image is pushed to."
  value       = { for service, repository in aws_ecr_repository.service : service => repository.repository_url }
}

output "repository_arns" {
  description = "The repositories that the roles may push to."
  value       = local.repository_arns
}

output "kms_key_arn" {
  description = "The key that encrypts the images."
  value       = aws_kms_key.registry.arn
}

output "github_role_arn" {
  description = "The role that GitHub Actions assumes; null without github."
  value       = one(module.github_push_role[*].role_arn)
}

output "github_subject" {
  description = "The one `sub` that may assume it, to compare with a refused token's."
  value       = one(module.github_push_role[*].subject)
}

output "gitlab_role_arn" {
  description = "The role that GitLab CI assumes; null without gitlab."
  value       = one(module.gitlab_push_role[*].role_arn)
}

output "gitlab_subject" {
  description = "The one `sub` that may assume it, to compare with a refused token's."
  value       = one(module.gitlab_push_role[*].subject)
}
