# syntax=docker/dockerfile:1
# The health API as one bundled file on distroless Node 24. Replace the bases by a mirror's with
# --build-arg BUILD_IMAGE=… --build-arg RUNTIME_IMAGE=…
ARG BUILD_IMAGE=node:24-bookworm-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6
ARG RUNTIME_IMAGE=gcr.io/distroless/nodejs24-debian12:nonroot@sha256:14d42e2511532589a7c7e01a753667a74fcc96266e137e8125006b87b0c32d0a

FROM ${BUILD_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json ./
# The bundler's binary is a package of its own: no install script has to run.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY src ./src
# The same time on every file of the layer, whenever it is built.
RUN npm run build:service && touch -d @0 dist/server.mjs && touch -d @0 dist

# Built only when it is asked for: the service's own tests, over HTTP and as a process.
FROM build AS test
COPY vitest.config.ts ./
COPY cli ./cli
COPY dagger/src ./dagger/src
COPY test ./test
RUN npx vitest run test/service

FROM ${RUNTIME_IMAGE}
LABEL org.opencontainers.image.title="greengate-health" \
      org.opencontainers.image.description="The small hardened health API that Greengate gates" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
COPY --from=build --chown=0:0 --chmod=0444 /build/dist/server.mjs /app/server.mjs
ENV NODE_ENV=production PORT=5000
USER 65532:65532
EXPOSE 5000
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 \
  CMD ["/nodejs/bin/node", "/app/server.mjs", "--healthcheck"]
ENTRYPOINT ["/nodejs/bin/node"]
CMD ["/app/server.mjs"]
