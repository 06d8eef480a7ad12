/** The renderer over the fake bridge, for looking at it in any Chromium; never part of the application. */
import { fakeBridge } from '../fake-bridge';
import { smallSnapshot } from '../small-mesh';

Object.assign(window, { heddle: fakeBridge(smallSnapshot()) });
void import('../../../src/renderer/main');
