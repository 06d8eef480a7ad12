import { randomBytes } from 'node:crypto';
import { devicePage } from './auth/device-page';
import { expireTemporaryKeys } from './auth/keys';
import { expireAccessTokens, signIn } from './auth/sign-in';
import { writeProfiles, type Profiles } from './profiles';
import { createCallLog } from './server/call-log';
import { control } from './server/control';
import { createFaults } from './server/faults';
import { serveHttp } from './server/http';
import { createLimits } from './server/limits';
import { perOperation } from './server/per-operation';
import { answer, type Pipeline } from './server/pipeline';
import type { Service, Variants } from './service';
import { SERVED } from './services';
import { defaultVariants } from './variants';
import { createWorld, type World, type WorldData } from './world';

export interface SandboxOptions {
  world: WorldData;
  /** Open points that differ from their default. */
  variants?: Partial<Variants>;
  /** Least time until an answer, in milliseconds. */
  latencyMs?: number;
  limits?: 'off' | 'published';
  /** Of the random draws of faults. */
  seed?: number;
  /** Device codes are allowed at once, without a browser. */
  autoApprove?: boolean;
  /** Seconds a device code asks to wait between polls. */
  deviceInterval?: number;
  /** 0 or nothing: the system chooses. */
  port?: number;
  services?: readonly Service[];
}

export interface Sandbox {
  /** `http://127.0.0.1:PORT` */
  endpoint: string;
  /** Value of the `x-heddle-control` header on `/_heddle/…`. */
  controlToken: string;
  world: World;
  /** Writes AWS configuration for this sandbox below a folder that becomes its HOME. */
  writeProfiles(home: string): Promise<Profiles>;
  stop(): Promise<void>;
}

/** Starts an AWS of its own on 127.0.0.1 over the given state. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const world = createWorld(options.world);
  const controlToken = randomBytes(24).toString('base64url');
  let offset = 0;
  const clock = (): Date => new Date(Date.now() + offset);
  const pipeline: Pipeline = {
    world,
    services: new Map((options.services ?? SERVED).map((service) => [service.id, service])),
    variants: { ...defaultVariants(), ...options.variants },
    faults: createFaults(options.seed ?? 1),
    limits: createLimits(options.limits ?? 'off'),
    latency: perOperation(options.latencyMs ?? 0),
    log: createCallLog(),
    clock,
  };
  const controls = {
    faults: pipeline.faults,
    limits: pipeline.limits,
    log: pipeline.log,
    setClockOffset: (ms: number) => (offset = ms),
    latency: pipeline.latency,
    expireTokens: () => {
      expireTemporaryKeys(world, clock());
      expireAccessTokens(world, clock());
    },
    version: () => world.version,
  };
  const http = await serveHttp({
    port: options.port ?? 0,
    answer: (request, tooLarge) => answer(pipeline, request, tooLarge),
    local: (request) => control(controls, controlToken, request) ?? devicePage(world, request, clock()),
  });
  Object.assign(signIn(world), {
    endpoint: http.endpoint,
    autoApprove: options.autoApprove ?? false,
    interval: options.deviceInterval ?? 1,
  });
  return {
    endpoint: http.endpoint,
    controlToken,
    world,
    writeProfiles: (home) => writeProfiles(world, http.endpoint, home),
    stop: () => http.stop(),
  };
}
