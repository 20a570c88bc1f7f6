// Answers prompts with node-llama-cpp, greedy, several at a time. First argument: the model; second: threads. Then one JSON object a line:
// {"prompts": [[token]], "sequences": n, "tokens": most of an answer, "context": tokens of a sequence}. For each it writes {"seconds", "first", "tokens"}:
// from the first prompt's start to the last answer's end, to the first token of all, and how many tokens were written. Each of its sequences keeps what the next prompt
// has in common with the one before, as the library's own chat does.
import { createInterface } from "node:readline";
import { getLlama } from "node-llama-cpp";

const [modelPath, threads] = process.argv.slice(2);
const llama = await getLlama({ gpu: false, build: "never", maxThreads: 0 });
const model = await llama.loadModel({ modelPath });
console.log(JSON.stringify({ ready: true, node: process.version, cpu: llama.cpuMathCores }));

async function answer(sequence, prompt, tokens, told) {
  await sequence.adaptStateToTokens(prompt.slice(0, -1), false);
  let written = 0;
  for await (const _ of sequence.evaluate(prompt.slice(sequence.nextTokenIndex), { temperature: 0, yieldEogToken: true })) {
    told();
    if (++written === tokens) break;
  }
  return written;
}

async function measure({ prompts, sequences, tokens, context }) {
  const shared = await model.createContext({ sequences, contextSize: context, batchSize: 512, threads: { ideal: Number(threads), min: Number(threads) } });
  try {
    const waiting = [...prompts];
    const start = process.hrtime.bigint();
    const since = () => Number(process.hrtime.bigint() - start) / 1e9;
    let first = null;
    const workers = Array.from({ length: sequences }, async () => {
      const sequence = shared.getSequence();
      let written = 0;
      while (waiting.length > 0) written += await answer(sequence, waiting.shift(), tokens, () => (first ??= since()));
      return written;
    });
    const written = (await Promise.all(workers)).reduce((sum, one) => sum + one, 0);
    return { seconds: since(), first, tokens: written };
  } finally {
    await shared.dispose();
  }
}

for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(await measure(JSON.parse(line))));
process.exit(0);
