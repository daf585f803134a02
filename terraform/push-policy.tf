# What a pipeline may do, the same for GitHub and GitLab. It can't delete, can't re-tag (tags are
# immutable), can't change a repository's settings and sees no other repository.
locals {
  push_statements = [
    {
      Sid      = "LogIn"
      Effect   = "Allow"
      Action   = ["ecr:GetAuthorizationToken"]
      Resource = ["*"] # The action knows no resources; the token opens no more than the rest of this policy.
    },
    {
      Sid    = "Push"
      Effect = "Allow"
      Action = [
        "ecr:BatchCheckLayerAvailability",
        "ecr:CompleteLayerUpload",
        "ecr:InitiateLayerUpload",
        "ecr:PutImage",
        "ecr:UploadLayerPart",
      ]
      Resource = values(local.repository_arns)
    },
    {
      # The digest that the registry holds, and what its scan found in it.
      Sid      = "ReadBack"
      Effect   = "Allow"
      Action   = ["ecr:BatchGetImage", "ecr:DescribeImageScanFindings"]
      Resource = values(local.repository_arns)
    },
  ]

  # Findings of an enhanced scan are Inspector's, which knows no repositories: hence "*", and only then.
  inspector_statements = [
    for scan_type in var.registry_scan_type[*] : {
      Sid      = "ReadEnhancedScan"
      Effect   = "Allow"
      Action   = ["inspector2:ListFindings"]
      Resource = ["*"]
    } if scan_type == "ENHANCED"
  ]
}

# jsonencode and not a policy document's data source: with a mocked provider that one has no content,
# and the tests could not tell what is trusted or allowed.
resource "aws_iam_policy" "push" {
  name        = "${var.name}-push"
  description = "Push to the repositories of ${var.name} and read their scans"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = concat(local.push_statements, local.inspector_statements)
  })
}
