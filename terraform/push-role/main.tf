# A role for the jobs of one repository in one place of it, without a stored credential: the job shows a
# token that its CI system signed, and AWS compares.
locals {
  # AWS names the condition keys, and the provider itself, by the issuer without its scheme.
  issuer = trimprefix(var.issuer, "https://")
}

# An account can have only one for an issuer. AWS checks the issuer's certificate by itself: no thumbprint.
resource "aws_iam_openid_connect_provider" "this" {
  count = var.create_provider ? 1 : 0

  url            = var.issuer
  client_id_list = [var.audience]
}

resource "aws_iam_role" "this" {
  name                 = var.name
  description          = var.description
  max_session_duration = 3600

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = "arn:${var.partition}:iam::${var.account_id}:oidc-provider/${local.issuer}" }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        # StringEquals: StringLike would take a "*" that slips into a value for every branch and every fork.
        StringEquals = {
          "${local.issuer}:aud" = var.audience
          "${local.issuer}:sub" = var.subject
        }
      }
    }]
  })

  # The principal's ARN is put together, so the order has to be said.
  depends_on = [aws_iam_openid_connect_provider.this]
}

resource "aws_iam_role_policy_attachment" "push" {
  role       = aws_iam_role.this.name
  policy_arn = var.policy_arn
}
