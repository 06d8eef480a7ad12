'use strict';
// What Electron's own default app does, for a distribution that lacks it: run the app named on the command line.
const { existsSync, readFileSync, statSync } = require('node:fs');
const Module = require('node:module');
const { join, resolve } = require('node:path');
const { app } = require('electron');

const named = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
const place = named && resolve(named);
if (!place || !existsSync(place)) {
  process.stderr.write(`usage: electron APP (no app at ${place ?? 'the command line'})\n`);
  process.exit(1);
}

if (statSync(place).isDirectory()) {
  const manifest = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
  app.setName(manifest.productName || manifest.name || 'Electron');
  if (manifest.version) app.setVersion(manifest.version);
  app.setAppPath(place);
  Module._load(resolve(place, manifest.main || 'index.js'), Module, true);
} else {
  Module._load(place, Module, true);
}
