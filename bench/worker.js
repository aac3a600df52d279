// Runs one bench in a worker of the page and posts what it printed.
self.onmessage = ({ data: { script, words } }) => {
  const lines = [];
  const finish = (error) => self.postMessage({ text: lines.join('\n'), error });
  if (script.endsWith('.mjs')) {
    import(script).then((bench) => bench.run((line) => lines.push(line), words)).then(() => finish(), (error) => finish(String(error)));
    return;
  }
  self.Module = {
    arguments: words,
    print: (line) => lines.push(line),
    printErr: (line) => console.error(line),
    locateFile: (name) => script.slice(0, script.lastIndexOf('/') + 1) + name,
    onAbort: (why) => finish(String(why)),
    onExit: (status) => finish(status === 0 ? undefined : `exit status ${status}`),
  };
  importScripts(script);
};
