# Input that would trust or allow more than one thing, or never match, is refused before a plan.
mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
}

variables {
  account_id = "111122223333"
  region     = "eu-central-1"
  services   = ["clinic/api"]
}

run "a_wildcard_branch_on_github" {
  command = plan
  variables {
    github = { repository = "octo-org/octo-repo", branch = "*" }
  }
  expect_failures = [var.github]
}

run "a_wildcard_within_a_branch_on_github" {
  command = plan
  variables {
    github = { repository = "octo-org/octo-repo", branch = "release/?" }
  }
  expect_failures = [var.github]
}

run "a_policy_variable_as_branch" {
  command = plan
  variables {
    github = { repository = "octo-org/octo-repo", branch = "$${aws:username}" }
  }
  expect_failures = [var.github]
}

run "a_full_ref_as_branch" {
  command = plan
  variables {
    github = { repository = "octo-org/octo-repo", branch = "refs/heads/main" }
  }
  expect_failures = [var.github]
}

run "an_empty_branch_on_github" {
  command = plan
  variables {
    github = { repository = "octo-org/octo-repo", branch = "" }
  }
  expect_failures = [var.github]
}

run "every_repository_of_an_owner" {
  command = plan
  variables {
    github = { repository = "octo-org/*", branch = "main" }
  }
  expect_failures = [var.github]
}

run "a_wildcard_environment" {
  command = plan
  variables {
    github = { repository = "octo-org/octo-repo", environment = "prod*" }
  }
  expect_failures = [var.github]
}

run "neither_branch_nor_environment" {
  command = plan
  variables {
    github = { repository = "octo-org/octo-repo" }
  }
  expect_failures = [var.github]
}

run "both_branch_and_environment" {
  command = plan
  variables {
    github = { repository = "octo-org/octo-repo", branch = "main", environment = "production" }
  }
  expect_failures = [var.github]
}

run "one_number_of_two" {
  command = plan
  variables {
    github = { repository = "octo-org/octo-repo", branch = "main", repository_id = "456789" }
  }
  expect_failures = [var.github]
}

run "a_wildcard_branch_on_gitlab" {
  command = plan
  variables {
    gitlab = { project = "group/project", branch = "main*" }
  }
  expect_failures = [var.gitlab]
}

run "a_tag_smuggled_into_a_branch_on_gitlab" {
  command = plan
  variables {
    gitlab = { project = "group/project", branch = "x:ref_type:tag:ref:main" }
  }
  expect_failures = [var.gitlab]
}

run "every_project_of_a_group" {
  command = plan
  variables {
    gitlab = { project = "group/*", branch = "main" }
  }
  expect_failures = [var.gitlab]
}

run "an_issuer_without_tls" {
  command = plan
  variables {
    gitlab = { project = "group/project", branch = "main", issuer = "http://gitlab.example.org" }
  }
  expect_failures = [var.gitlab]
}

run "a_wildcard_audience" {
  command = plan
  variables {
    gitlab = { project = "group/project", branch = "main", audience = "*" }
  }
  expect_failures = [var.gitlab]
}

run "a_wildcard_service" {
  command = plan
  variables {
    services = ["clinic/*"]
  }
  expect_failures = [var.services]
}

run "no_service" {
  command = plan
  variables {
    services = []
  }
  expect_failures = [var.services]
}

run "half_an_account" {
  command = plan
  variables {
    account_id = "11112222"
  }
  expect_failures = [var.account_id]
}

run "an_availability_zone_as_region" {
  command = plan
  variables {
    region = "eu-central-1a"
  }
  expect_failures = [var.region]
}
