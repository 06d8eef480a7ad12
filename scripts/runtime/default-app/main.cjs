'use strict';
// What Electron's own default app does, for a distribution that lacks it: run the app named on the command line, after
// the modules named by `-r` (test drivers hold the app back that way until they are attached).
const { existsSync, readFileSync, statSync } = require('node:fs');
const Module = require('node:module');
const { join, resolve } = require('node:path');
const { app } = require('electron');

const given = process.argv.slice(1);
const preloads = [];
let named;
while (given.length > 0 && named === undefined) {
  const argument = given.shift();
  if (argument === '-r' || argument === '--require') preloads.push(given.shift());
  else if (!argument.startsWith('-')) named = argument;
}

const place = named && resolve(named);
if (!place || !existsSync(place)) {
  process.stderr.write(`usage: electron APP (no app at ${place ?? 'the command line'})\n`);
  process.exit(1);
}
Module._preloadModules(preloads);

if (statSync(place).isDirectory()) {
  const manifest = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
  app.setName(manifest.productName || manifest.name || 'Electron');
  if (manifest.version) app.setVersion(manifest.version);
  app.setAppPath(place);
  Module._load(resolve(place, manifest.main || 'index.js'), Module, true);
} else {
  Module._load(place, Module, true);
}
