# One setting for the whole registry of an account and region, so only on request. Its filter is "*":
# a repository that no filter names would no longer be scanned at all.
resource "aws_ecr_registry_scanning_configuration" "this" {
  count = var.registry_scan_type == null ? 0 : 1

  scan_type = var.registry_scan_type

  rule {
    # CONTINUOUS_SCAN scans on push, and again whenever a new vulnerability becomes known.
    scan_frequency = var.registry_scan_type == "ENHANCED" ? "CONTINUOUS_SCAN" : "SCAN_ON_PUSH"

    repository_filter {
      filter      = "*"
      filter_type = "WILDCARD"
    }
  }
}
