"""A careful aiohttp loop: so many workers, each sends its next request when the last has ended, and notes when each token was handed to it.
usage: aiohttp_client.py URL WORKERS REQUESTS TOKENS"""
import asyncio, json, sys, time
import aiohttp

url, workers, wanted, tokens = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
body = {"model": "paced", "stream": True, "stream_options": {"include_usage": True}, "max_tokens": tokens,
        "messages": [{"role": "user", "content": " ".join(["word"] * 100)}]}
ttft, whole, tpot, gaps = [], [], [], []
left, chunks, wrong = wanted, 0, 0


async def ask(session, number):
    global chunks, wrong
    sent, times, counted = time.perf_counter(), [], None
    async with session.post(url + "/chat/completions", json=body) as response:
        async for line in response.content:
            at = time.perf_counter()
            if not line.startswith(b"data: {"):
                continue
            chunks += 1
            event = json.loads(line[6:])
            if event.get("usage"):
                counted = event["usage"]["completion_tokens"]
            if event["choices"] and event["choices"][0]["delta"].get("content"):
                times.append(at)
    if counted != tokens or len(times) != tokens:
        wrong += 1
        return
    whole.append(times[0] - sent)
    if number >= workers:  # the first round opens the connections
        ttft.append(times[0] - sent)
        tpot.append((times[-1] - times[0]) / (tokens - 1))
    gaps.extend(b - a for a, b in zip(times, times[1:]))


async def work(session):
    global left
    while left > 0:
        left -= 1
        await ask(session, wanted - left - 1)


async def main():
    connector, patience = aiohttp.TCPConnector(limit=0), aiohttp.ClientTimeout(total=None)
    async with aiohttp.ClientSession(connector=connector, timeout=patience) as session:
        await asyncio.gather(*(work(session) for _ in range(workers)))


def at(values, share):
    return 1000 * sorted(values)[min(len(values) - 1, int(share * len(values)))]


asyncio.run(main())
cpu = time.process_time()  # without the sorting below
print(json.dumps({"cpu": cpu, "chunks": chunks, "wrong": wrong, "ttft_mean": 1000 * sum(ttft) / len(ttft), "ttft_whole": 1000 * sum(whole) / len(whole), "ttft_p50": at(ttft, 0.5), "tpot_p50": at(tpot, 0.5),
                  "gap_p50": at(gaps, 0.5), "gap_p99": at(gaps, 0.99)}))
