module "gitlab_push_role" {
  source = "./push-role"
  count  = var.gitlab == null ? 0 : 1

  name            = "${var.name}-push-gitlab"
  description     = "GitLab CI of ${var.gitlab.project}, branch ${var.gitlab.branch}"
  policy_arn      = aws_iam_policy.push.arn
  partition       = data.aws_partition.current.partition
  account_id      = var.account_id
  issuer          = var.gitlab.issuer
  create_provider = var.gitlab.create_provider
  audience        = var.gitlab.audience
  # ref_type is part of it: a tag that is named like the branch is another subject.
  subject = "project_path:${var.gitlab.project}:ref_type:branch:ref:${var.gitlab.branch}"
}
