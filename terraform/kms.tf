locals {
  account_root = "arn:${data.aws_partition.current.partition}:iam::${var.account_id}:root"
}

resource "aws_kms_key" "registry" {
  description             = "Images in the repositories of ${var.name}"
  enable_key_rotation     = true
  deletion_window_in_days = 30

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        # Administration, and nothing else: no Encrypt, no Decrypt and no grant for anyone directly.
        # The account as principal leaves it to IAM who, and keeps the key from outliving its last admin.
        Sid       = "AdministerThroughIam"
        Effect    = "Allow"
        Principal = { AWS = local.account_root }
        Action = [
          "kms:CancelKeyDeletion",
          "kms:CreateAlias",
          "kms:DeleteAlias",
          "kms:DescribeKey",
          "kms:DisableKey",
          "kms:EnableKey",
          "kms:EnableKeyRotation",
          "kms:GetKeyPolicy",
          "kms:GetKeyRotationStatus",
          "kms:ListGrants",
          "kms:ListKeyPolicies",
          "kms:ListKeyRotations",
          "kms:ListResourceTags",
          "kms:PutKeyPolicy",
          "kms:RevokeGrant",
          "kms:ScheduleKeyDeletion",
          "kms:TagResource",
          "kms:UntagResource",
          "kms:UpdateAlias",
          "kms:UpdateKeyDescription",
        ]
        Resource = "*" # In a key's policy: this key.
      },
      {
        # ECR takes a grant for itself when someone creates a repository and works with that from then on.
        # So whoever pushes or pulls needs no right on the key.
        Sid       = "GrantToEcrOnly"
        Effect    = "Allow"
        Principal = { AWS = local.account_root }
        Action    = ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"]
        Resource  = "*"
        Condition = {
          StringEquals = { "kms:ViaService" = "ecr.${var.region}.amazonaws.com" }
        }
      },
    ]
  })
}

resource "aws_kms_alias" "registry" {
  name          = "alias/${var.name}-ecr"
  target_key_id = aws_kms_key.registry.key_id
}
