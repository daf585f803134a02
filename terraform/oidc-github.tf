locals {
  # GitHub's numbers never return, names do: a token with both fits no successor of a deleted repository.
  github_repository = var.github == null ? null : (
    var.github.repository_id == null
    ? var.github.repository
    : format("%s@%s/%s@%s",
      split("/", var.github.repository)[0], var.github.owner_id,
      split("/", var.github.repository)[1], var.github.repository_id,
    )
  )

  github_place = var.github == null ? null : (
    var.github.environment == null
    ? "ref:refs/heads/${var.github.branch}"
    : "environment:${var.github.environment}"
  )
}

module "github_push_role" {
  source = "./push-role"
  count  = var.github == null ? 0 : 1

  name            = "${var.name}-push-github"
  description     = "GitHub Actions of ${var.github.repository}, ${local.github_place}"
  policy_arn      = aws_iam_policy.push.arn
  partition       = data.aws_partition.current.partition
  account_id      = var.account_id
  issuer          = var.github.issuer
  create_provider = var.github.create_provider
  audience        = var.github.audience
  subject         = "repo:${local.github_repository}:${local.github_place}"
}
