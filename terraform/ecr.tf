resource "aws_ecr_repository" "service" {
  for_each = var.services

  name = each.key

  # What a tag named when it was scanned is what it names for ever.
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.registry.arn
  }
}

locals {
  # Put together from what is known before anything exists, so that a plan shows the push policy in full.
  repository_arns = {
    for service, repository in aws_ecr_repository.service :
    service => "arn:${data.aws_partition.current.partition}:ecr:${var.region}:${var.account_id}:repository/${repository.name}"
  }

  expire_untagged = {
    rulePriority = 1
    description  = "Images without a tag, after ${var.untagged_days} days"
    selection = {
      tagStatus   = "untagged"
      countType   = "sinceImagePushed"
      countUnit   = "days"
      countNumber = var.untagged_days
    }
    action = { type = "expire" }
  }

  expire_old = [
    for count in var.kept_images[*] : {
      rulePriority = 2
      description  = "Tagged images but the newest ${count}"
      selection = {
        tagStatus      = "tagged"
        tagPatternList = ["*"]
        countType      = "imageCountMoreThan"
        countNumber    = count
      }
      action = { type = "expire" }
    }
  ]
}

resource "aws_ecr_lifecycle_policy" "service" {
  for_each = aws_ecr_repository.service

  repository = each.value.name
  policy     = jsonencode({ rules = concat([local.expire_untagged], local.expire_old) })
}
