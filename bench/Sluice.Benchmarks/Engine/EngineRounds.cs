using System.Text.Json.Nodes;

namespace Sluice.Benchmarks.Engine;

/// <summary>What is done with the engines, each part once.</summary>
/// <param name="node">Null where it cannot be run.</param>
internal sealed class EngineRounds(AskedEngine engine, NodeProcess? node, Prompts prompts, Figures figures)
{
    public const string Ours = "sluice", Theirs = "node-llama-cpp", Unshared = "unshared";

    const int PromptTokens = 240, AnswerTokens = 64;     // as the figures were taken that we compare with
    const int LongPrompt = 2000;
    const int PrefixTokens = 600, RecordTokens = 80, RecordAnswer = 24, Records = 64, AtOnce = 16;

    static readonly JsonObject ReadAnew = new() { ["cache_prompt"] = false };

    /// <summary>So many answers at a time, begun together: output tokens a second from start to end, reading the prompts included.</summary>
    public Task DecodeAsync(int level) => PairAsync(
        async () =>
        {
            var (seconds, streams) = await engine.AskAllAsync(prompts.Take(level, PromptTokens), level, AnswerTokens, ReadAnew);
            figures.Add("decode", level, Ours, streams.Sum(stream => stream.Tokens) / seconds);
        },
        async other =>
        {
            var run = await other.AskAllAsync(prompts.Take(level, PromptTokens), level, AnswerTokens, context: 512);
            figures.Add("decode", level, Theirs, run.Tokens / run.Seconds);
        });

    /// <summary>One long prompt alone: prompt tokens a second.</summary>
    public Task PrefillAsync() => PairAsync(
        async () => figures.Add("prefill", 1, Ours, LongPrompt / (await engine.AskAsync(prompts.Take(LongPrompt), 1, ReadAnew)).First),
        async other => figures.Add("prefill", 1, Theirs, LongPrompt / (await other.AskAllAsync([prompts.Take(LongPrompt)], 1, 1, context: 4096)).First));

    /// <summary>Short answers to records behind a common beginning: records a second. Theirs keeps the beginning in each of its sequences.</summary>
    public Task PrefixAsync() => PairAsync(
        async () =>
        {
            var (seconds, _) = await engine.AskAllAsync(Extraction(), AtOnce, RecordAnswer);
            figures.Add("prefix", AtOnce, Ours, Records / seconds);
        },
        async other =>
        {
            var run = await other.AskAllAsync(Extraction(), AtOnce, RecordAnswer, context: 1024);
            figures.Add("prefix", AtOnce, Theirs, Records / run.Seconds);
        });

    /// <summary>The same with ours when no beginning is shared.</summary>
    public async Task UnsharedPrefixAsync()
    {
        var (seconds, _) = await engine.AskAllAsync(Extraction(), AtOnce, RecordAnswer, ReadAnew);
        figures.Add("prefix", AtOnce, Unshared, Records / seconds);
    }

    List<int[]> Extraction()
    {
        var prefix = prompts.Take(PrefixTokens);
        return [.. prompts.Take(Records, RecordTokens).Select(record => (int[])[.. prefix, .. record])];
    }

    // Odd runs begin with ours, even ones with theirs, so that a machine that slows down favours neither.
    async Task PairAsync(Func<Task> ours, Func<NodeProcess, Task> theirs)
    {
        if (figures.Run % 2 == 1)
            await ours();
        if (node is not null)
            await theirs(node);
        if (figures.Run % 2 == 0)
            await ours();
    }
}
