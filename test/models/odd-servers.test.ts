import { connect } from 'node:net';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { ServerResponse } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { serve } from '../http/servers.ts';
import { asked, failureOf, modelsAt } from './asking.ts';
