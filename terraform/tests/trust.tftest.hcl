# Who may assume the roles. The trust policies are compared whole: a condition more or less fails.
mock_provider "aws" {
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  # Its form is checked where it is attached.
  mock_resource "aws_iam_policy" {
    defaults = { arn = "arn:aws:iam::111122223333:policy/greengate-push" }
  }
}

variables {
  account_id = "111122223333"
  region     = "eu-central-1"
  services   = ["clinic/api"]
}

run "nobody_by_default" {
  command = plan

  assert {
    condition     = length(module.github_push_role) == 0 && length(module.gitlab_push_role) == 0
    error_message = "A role exists though no CI system was named."
  }

  assert {
    condition     = output.github_role_arn == null && output.gitlab_role_arn == null
    error_message = "The outputs name a role that does not exist."
  }
}

run "a_branch_on_github" {
  command = plan

  variables {
    github = { repository = "octo-org/octo-repo", branch = "main" }
  }

  assert {
    condition = jsondecode(module.github_push_role[0].trust_policy) == {
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow"
        Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
        Action    = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = {
            "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
            "token.actions.githubusercontent.com:sub" = "repo:octo-org/octo-repo:ref:refs/heads/main"
          }
        }
      }]
    }
    error_message = "One branch of one repository, and nothing else, is trusted."
  }

  assert {
    condition     = length(module.gitlab_push_role) == 0
    error_message = "GitLab was not named."
  }
}

run "an_environment_on_github_with_numbers" {
  command = plan

  variables {
    github = {
      repository    = "octo-org/octo-repo"
      owner_id      = "123456"
      repository_id = "456789"
      environment   = "production"
    }
  }

  assert {
    condition     = output.github_subject == "repo:octo-org@123456/octo-repo@456789:environment:production"
    error_message = "The subject of an environment has no ref, and the numbers follow the names."
  }

  assert {
    condition = jsondecode(module.github_push_role[0].trust_policy).Statement[0].Condition == {
      StringEquals = {
        "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
        "token.actions.githubusercontent.com:sub" = "repo:octo-org@123456/octo-repo@456789:environment:production"
      }
    }
    error_message = "The trust policy compares that subject."
  }
}

run "a_branch_on_gitlab" {
  command = plan

  variables {
    gitlab = { project = "group/sub/project", branch = "main" }
  }

  assert {
    condition = jsondecode(module.gitlab_push_role[0].trust_policy) == {
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow"
        Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }
        Action    = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = {
            "gitlab.com:aud" = "sts.amazonaws.com"
            "gitlab.com:sub" = "project_path:group/sub/project:ref_type:branch:ref:main"
          }
        }
      }]
    }
    error_message = "One branch of one project, and nothing else, is trusted."
  }
}

run "a_gitlab_of_ones_own_in_another_partition" {
  command = plan

  override_data {
    target = data.aws_partition.current
    values = { partition = "aws-cn" }
  }

  variables {
    region = "cn-north-1"
    gitlab = {
      project  = "group/project"
      branch   = "release/1.x"
      issuer   = "https://gitlab.example.org"
      audience = "https://gitlab.example.org"
    }
  }

  assert {
    condition     = jsondecode(module.gitlab_push_role[0].trust_policy).Statement[0].Principal.Federated == "arn:aws-cn:iam::111122223333:oidc-provider/gitlab.example.org"
    error_message = "Partition and issuer are in the provider's ARN."
  }

  assert {
    condition = jsondecode(module.gitlab_push_role[0].trust_policy).Statement[0].Condition == {
      StringEquals = {
        "gitlab.example.org:aud" = "https://gitlab.example.org"
        "gitlab.example.org:sub" = "project_path:group/project:ref_type:branch:ref:release/1.x"
      }
    }
    error_message = "The condition keys are named by the issuer."
  }
}

run "both_get_the_same_policy" {
  # Applied, to the mock: ARNs of what does not exist yet are not known before.
  command = apply

  variables {
    github = { repository = "octo-org/octo-repo", branch = "main" }
    gitlab = { project = "group/project", branch = "main" }
  }

  assert {
    condition = alltrue([
      for role in [module.github_push_role[0], module.gitlab_push_role[0]] :
      role.attached_policy_arn == aws_iam_policy.push.arn
    ])
    error_message = "A role may do something else than the push policy says."
  }
}
