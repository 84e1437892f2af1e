// Reads hosts from standard input, one a line, and writes AMP's label of each, one a line.
'use strict';

const { createCurlsSubdomain } = require('@ampproject/toolbox-cache-url');

async function main() {
  let input = '';
  process.stdin.setEncoding('utf8');
  for await (const chunk of process.stdin) {
    input += chunk;
  }

  const hosts = input.split('\n').filter((host) => host !== '');
  const labels = await Promise.all(hosts.map((host) => createCurlsSubdomain(`https://${host}/`)));
  process.stdout.write(labels.join('\n') + '\n');
}

main();
