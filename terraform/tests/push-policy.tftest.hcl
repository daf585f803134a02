# What the roles may do: these actions on these repositories, and nothing else.
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

run "only_the_services_repositories" {
  command = plan

  assert {
    # The whole policy, letter by letter: whatever is added to it has to be added here too.
    condition = jsondecode(aws_iam_policy.push.policy) == {
      Version = "2012-10-17"
      Statement = [
        {
          Sid      = "LogIn"
          Effect   = "Allow"
          Action   = ["ecr:GetAuthorizationToken"]
          Resource = ["*"]
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
          Resource = [
            "arn:aws:ecr:eu-central-1:111122223333:repository/clinic/api",
            "arn:aws:ecr:eu-central-1:111122223333:repository/clinic/web",
          ]
        },
        {
          Sid    = "ReadBack"
          Effect = "Allow"
          Action = ["ecr:BatchGetImage", "ecr:DescribeImageScanFindings"]
          Resource = [
            "arn:aws:ecr:eu-central-1:111122223333:repository/clinic/api",
            "arn:aws:ecr:eu-central-1:111122223333:repository/clinic/web",
          ]
        },
      ]
    }
    error_message = "The push policy allows something else than to push to the services' repositories and to read that back."
  }
}

run "other_partitions_have_other_arns" {
  command = plan

  override_data {
    target = data.aws_partition.current
    values = { partition = "aws-us-gov" }
  }

  variables {
    region = "us-gov-west-1"
  }

  assert {
    condition     = jsondecode(aws_iam_policy.push.policy).Statement[1].Resource[0] == "arn:aws-us-gov:ecr:us-gov-west-1:111122223333:repository/clinic/api"
    error_message = "Partition and region of the ARNs follow the provider and the variable."
  }
}

run "findings_of_an_enhanced_scan_can_be_read" {
  command = plan

  variables {
    registry_scan_type = "ENHANCED"
  }

  assert {
    condition = jsondecode(aws_iam_policy.push.policy).Statement[3] == {
      Sid      = "ReadEnhancedScan"
      Effect   = "Allow"
      Action   = ["inspector2:ListFindings"]
      Resource = ["*"]
    }
    error_message = "An enhanced scan's findings are Inspector's."
  }
}
