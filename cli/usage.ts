/** What `greengate --help` prints. */
export const USAGE = `greengate: a security gate for container services

  gate        run every stage that this host can, judge, write the reports
  evaluate    judge reports that are there already
  explain     say what a finding is, why it is judged so, what clears it
  ecr-scan    add ECR's own scan of the pushed image to a run's reports
  policy      check a policy, draft one, or print its schema
  exceptions  draft exceptions for what blocks, or export them as OpenVEX
  publish     push the image that a run kept, if its verdict lets it
  sign        sign an image that is in a registry, if its verdict lets it
  attest      attach its bill of materials, scan and verdict, signed
  verify      show that an image in a registry was judged and signed

  greengate gate      [--source DIR] [--policy FILE] [--out DIR] [--only a,b]
                      [--skip a,b] [--install-tools] [--database DIR] [--image TAR]
                      [--keep-image] [--service a,b | --changed-since REF]
                      [--runtime-advisories FILE] [--vex FILE ...]
                      [--protected REF | --protected-policy FILE]
                      [--baseline FILE|DIR] [--kev FILE] [--epss FILE]
                      [--sarif NAME=FILE ...]
  greengate evaluate  REPORTS_DIR ... | --report STAGE=FILE ...
                      [--without-records] [--policy FILE] [--now TIME]
                      [--out DIR] [--only a,b] [--skip a,b] [--service a,b]
                      [--vex FILE ...] [--protected REF | --protected-policy FILE]
                      [--baseline FILE|DIR] [--kev FILE] [--epss FILE]
                      [--sarif NAME=FILE ...]
  greengate explain   REPORTS_DIR ... FINDING    with what evaluate was given;
                      FINDING is an id, or a fingerprint or its beginning
  greengate ecr-scan  REPORTS_DIR IMAGE@DIGEST [--region R] [--registry-id ID]
                      [--endpoint-url URL] [--seconds N] [--install-tools]
  greengate policy    check FILE [--sarif NAME=FILE ...] | draft [--source DIR]
                      | schema
  greengate exceptions draft  REPORTS_DIR ... [--owner NAME]
                       export REPORTS_DIR ... | POLICY  --format openvex
                       of reports each with what evaluate was given

  greengate publish   REPORTS_DIR REF [--key KEY | --keyless]
  greengate sign      REPORTS_DIR REF@DIGEST  --key KEY | --keyless
  greengate attest    REPORTS_DIR REF@DIGEST  --key KEY | --keyless
  greengate verify    REF  --key KEY | --certificate-identity WHO
                           --certificate-oidc-issuer URL   [--service NAME]
      each with [--policy FILE] [--max-age 24h] [--now TIME] [--install-tools]

greengate COMMAND --help tells what each option is; --version says which this is.
Exit codes: 0 pass or warn, 1 block, 2 bad input, 3 incomplete.
publish, sign, attest and verify: 0 only when all of it is done or proven, 1
where the verdict blocks, 3 where evidence is missing, of another image or
policy, too old, not signed by who was expected, or the registry fails.
The verdict, and what publish pushed, go to standard output, progress to
standard error.
`;
