# The registry itself. A mocked provider: no account, no credentials, nothing is created.
mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
}

variables {
  account_id = "111122223333"
  region     = "eu-central-1"
  services   = ["clinic/api", "clinic/web"]
}

run "a_repository_per_service" {
  command = plan

  assert {
    condition     = toset([for repository in aws_ecr_repository.service : repository.name]) == toset(["clinic/api", "clinic/web"])
    error_message = "Two services give two repositories of those names."
  }

  assert {
    condition     = toset(keys(aws_ecr_lifecycle_policy.service)) == toset(["clinic/api", "clinic/web"])
    error_message = "Every repository has a lifecycle policy."
  }
}

run "tags_are_immutable" {
  command = plan

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.service : repository.image_tag_mutability == "IMMUTABLE"])
    error_message = "A repository's tags can be moved."
  }

  assert {
    condition     = alltrue([for repository in aws_ecr_repository.service : repository.force_delete != true])
    error_message = "A repository that holds images can be deleted."
  }
}

run "every_push_is_scanned" {
  command = plan

  assert {
    condition = alltrue([
      for repository in aws_ecr_repository.service :
      one(repository.image_scanning_configuration).scan_on_push == true
    ])
    error_message = "A repository does not scan on push."
  }

  assert {
    condition     = length(aws_ecr_registry_scanning_configuration.this) == 0
    error_message = "The whole registry's scanning was changed though nobody asked for it."
  }
}

run "the_key_encrypts_and_rotates" {
  # Applied, to the mock: the key's ARN is not known before.
  command = apply

  assert {
    condition     = aws_kms_key.registry.enable_key_rotation
    error_message = "The key does not rotate."
  }

  assert {
    condition = alltrue([
      for repository in aws_ecr_repository.service :
      one(repository.encryption_configuration).encryption_type == "KMS" &&
      one(repository.encryption_configuration).kms_key == aws_kms_key.registry.arn
    ])
    error_message = "A repository is not encrypted with this key."
  }
}

run "nobody_uses_the_key_directly" {
  command = plan

  assert {
    condition = jsondecode(aws_kms_key.registry.policy).Statement[1] == {
      Sid       = "GrantToEcrOnly"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111122223333:root" }
      Action    = ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"]
      Resource  = "*"
      Condition = { StringEquals = { "kms:ViaService" = "ecr.eu-central-1.amazonaws.com" } }
    }
    error_message = "Grants are for ECR in this region, and for nobody else."
  }

  assert {
    condition     = length(jsondecode(aws_kms_key.registry.policy).Statement) == 2
    error_message = "The key's policy has a third statement."
  }

  assert {
    condition = length(setintersection(
      jsondecode(aws_kms_key.registry.policy).Statement[0].Action,
      ["kms:*", "kms:CreateGrant", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"],
    )) == 0
    error_message = "Who administers the key can also use it."
  }

  assert {
    condition     = length([for action in jsondecode(aws_kms_key.registry.policy).Statement[0].Action : action if strcontains(action, "*")]) == 0
    error_message = "An action of the key's policy has a wildcard."
  }
}

run "untagged_images_expire" {
  command = plan

  variables {
    untagged_days = 3
  }

  assert {
    condition = jsondecode(aws_ecr_lifecycle_policy.service["clinic/api"].policy).rules == [{
      rulePriority = 1
      description  = "Images without a tag, after 3 days"
      selection    = { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = 3 }
      action       = { type = "expire" }
    }]
    error_message = "Untagged images expire, and without kept_images nothing else does."
  }
}

run "old_tagged_images_expire_on_request" {
  command = plan

  variables {
    kept_images = 50
  }

  assert {
    condition = jsondecode(aws_ecr_lifecycle_policy.service["clinic/api"].policy).rules[1] == {
      rulePriority = 2
      description  = "Tagged images but the newest 50"
      selection    = { tagStatus = "tagged", tagPatternList = ["*"], countType = "imageCountMoreThan", countNumber = 50 }
      action       = { type = "expire" }
    }
    error_message = "kept_images keeps that many tagged images."
  }
}

run "enhanced_scanning_covers_every_repository" {
  command = plan

  variables {
    registry_scan_type = "ENHANCED"
  }

  assert {
    condition     = aws_ecr_registry_scanning_configuration.this[0].scan_type == "ENHANCED"
    error_message = "The registry does not scan with Inspector."
  }

  assert {
    condition     = one(one(aws_ecr_registry_scanning_configuration.this[0].rule).repository_filter).filter == "*"
    error_message = "A repository that no filter names would not be scanned."
  }

  assert {
    condition     = one(aws_ecr_registry_scanning_configuration.this[0].rule).scan_frequency == "CONTINUOUS_SCAN"
    error_message = "Images are not scanned again when a vulnerability becomes known."
  }
}

run "basic_scanning_is_on_push" {
  command = plan

  variables {
    registry_scan_type = "BASIC"
  }

  assert {
    condition     = one(aws_ecr_registry_scanning_configuration.this[0].rule).scan_frequency == "SCAN_ON_PUSH"
    error_message = "BASIC knows no continuous scan."
  }
}
