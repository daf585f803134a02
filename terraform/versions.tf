terraform {
  # 1.9: a validation may read other variables and the tests mock the provider.
  required_version = ">= 1.9.0, < 2.0.0"

  required_providers {
    aws = {
      source = "hashicorp/aws"
      # What the tests run against. Major version 6 was not tried.
      version = "~> 5.100"
    }
  }
}

provider "aws" {
  region = var.region

  # Credentials of another account end the run before anything is created in the wrong place.
  allowed_account_ids = [var.account_id]

  default_tags {
    tags = var.tags
  }
}

# "aws", "aws-us-gov" or "aws-cn": every ARN starts with it.
data "aws_partition" "current" {}
