'use strict';
// Stands for node-gyp-build, which @photostructure/sqlite (node:sqlite's own C++ as an add-on for older Nodes) asks for its binary.
module.exports = () =>
  require('./node_modules/@photostructure/sqlite/prebuilds/linux-x64/@photostructure+sqlite.glibc.node');
