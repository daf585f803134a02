output "role_arn" {
  description = "The role's ARN."
  value       = aws_iam_role.this.arn
}

output "subject" {
  description = "The one `sub` that may assume the role."
  value       = var.subject
}

output "trust_policy" {
  description = "Who may assume the role, as JSON."
  value       = aws_iam_role.this.assume_role_policy
}

output "attached_policy_arn" {
  description = "What it may do."
  value       = aws_iam_role_policy_attachment.push.policy_arn
}
