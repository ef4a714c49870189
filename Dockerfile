# One file, one target a process: console, gateway, simulator, and setup (tables and the first administrator; runs once and ends).
#   docker build --target gateway -t sluice-gateway .

FROM node:24-slim AS base
ENV NEXT_TELEMETRY_DISABLED=1 CHECKPOINT_DISABLE=1 PRISMA_HIDE_UPDATE_MESSAGE=1
WORKDIR /sluice

# Manifests first: as long as they stay, so do the installed packages.
FROM base AS manifests
RUN npm install --global --no-fund --no-audit pnpm@11.28.11
COPY package.json pnpm-workspace.yaml pnpm-lock.yaml .npmrc ./
COPY apps/console/package.json apps/console/
COPY apps/gateway/package.json apps/gateway/
COPY apps/simulator/package.json apps/simulator/
COPY packages/db/package.json packages/db/
COPY packages/definition/package.json packages/definition/
COPY packages/expression/package.json packages/expression/
COPY packages/management/package.json packages/management/
COPY packages/policies/package.json packages/policies/
COPY packages/pricing/package.json packages/pricing/
COPY packages/providers/package.json packages/providers/
COPY packages/testkit/package.json packages/testkit/
COPY packages/wire/package.json packages/wire/

FROM manifests AS workspace
RUN pnpm install --frozen-lockfile
COPY . .
# Prisma's schema engine is not needed to generate; any file in its place keeps it from being downloaded.
RUN PRISMA_SCHEMA_ENGINE_BINARY=/usr/local/bin/node node node_modules/prisma/build/index.js generate

FROM workspace AS console-build
RUN cd apps/console && NODE_ENV=production node node_modules/next/dist/bin/next build \
  && cp -r .next/static .next/standalone/apps/console/.next/static \
  && if [ -d public ]; then cp -r public .next/standalone/apps/console/public; fi

FROM base AS console
ENV NODE_ENV=production PORT=3000 HOSTNAME=0.0.0.0
COPY --from=console-build --chown=node:node /sluice/apps/console/.next/standalone ./
USER node
EXPOSE 3000
CMD ["node", "apps/console/server.js"]

FROM manifests AS gateway-packages
RUN pnpm install --frozen-lockfile --prod --filter "@sluice/gateway..."

FROM base AS gateway
ENV NODE_ENV=production SLUICE_DATA_DIR=/data NODE_COMPILE_CACHE=/data/compiled
RUN mkdir /data && chown node:node /data
COPY --from=gateway-packages /sluice ./
COPY --from=workspace /sluice/packages/db/src packages/db/src
COPY packages/definition/src packages/definition/src
COPY packages/expression/src packages/expression/src
COPY packages/policies/src packages/policies/src
COPY packages/pricing/src packages/pricing/src
COPY packages/providers/src packages/providers/src
COPY packages/wire/src packages/wire/src
COPY apps/gateway/src apps/gateway/src
USER node
VOLUME /data
EXPOSE 8082 18082
CMD ["node", "--no-allocation-site-pretenuring", "--max-semi-space-size=12", "apps/gateway/src/main.ts"]

FROM manifests AS simulator-packages
RUN pnpm install --frozen-lockfile --prod --filter "@sluice/simulator..."

FROM base AS simulator
ENV NODE_ENV=production
COPY --from=simulator-packages /sluice ./
COPY packages/definition/src packages/definition/src
COPY packages/wire/src packages/wire/src
COPY apps/simulator/src apps/simulator/src
USER node
EXPOSE 8090
CMD ["node", "--no-allocation-site-pretenuring", "--max-semi-space-size=12", "apps/simulator/src/main.ts"]

FROM workspace AS setup
USER node
CMD ["sh", "-c", "node scripts/migrate.ts && node scripts/setup.ts"]
