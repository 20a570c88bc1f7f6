using System.Text.Json.Nodes;

namespace Sluice.Benchmarks.Engine;

/// <summary>What is done with the engines, each part once.</summary>
/// <param name="node">Null where it cannot be run.</param>
internal sealed class EngineRounds(AskedEngine engine, NodeProcess? node, Prompts prompts, Figures figures)
{
    public const string Ours = "sluice", Theirs = "node-llama-cpp", Unshared = "unshared";

    /// <summary>Behind the name of a part: by the second of CPU time of the answering process, which others on the machine change less than the clock.</summary>
    public const string CpuTime = " by CPU";

    const int PromptTokens = 240, AnswerTokens = 64;     // as the figures were taken that we compare with
    const int LongPrompt = 2000;
    const int PrefixTokens = 600, RecordTokens = 80, RecordAnswer = 24, Records = 64, AtOnce = 16;

    static readonly JsonObject ReadAnew = new() { ["cache_prompt"] = false };

    /// <summary>So many answers at a time, begun together: output tokens a second from start to end, reading the prompts included.</summary>
    public Task DecodeAsync(int level) => PairAsync(
        () => OursAsync("decode", level, prompts.Take(level, PromptTokens), AnswerTokens, level * AnswerTokens, Ours, ReadAnew),
        other => TheirsAsync(other, "decode", level, prompts.Take(level, PromptTokens), AnswerTokens, level * AnswerTokens, context: 512));

    /// <summary>One long prompt alone: prompt tokens a second.</summary>
    public Task PrefillAsync() => PairAsync(
        () => OursAsync("prefill", 1, [prompts.Take(LongPrompt)], 1, LongPrompt, Ours, ReadAnew),
        other => TheirsAsync(other, "prefill", 1, [prompts.Take(LongPrompt)], 1, LongPrompt, context: 4096));

    /// <summary>Short answers to records behind a common beginning: records a second.</summary>
    public Task PrefixAsync() => OursAsync("prefix", AtOnce, Extraction(), RecordAnswer, Records, Ours);

    /// <summary>The same with theirs, which keeps the beginning in each of its sequences.</summary>
    public Task TheirPrefixAsync() => node is null ? Task.CompletedTask : TheirsAsync(node, "prefix", AtOnce, Extraction(), RecordAnswer, Records, context: 1024);

    /// <summary>The same with ours when no beginning is shared.</summary>
    public Task UnsharedPrefixAsync() => OursAsync("prefix", AtOnce, Extraction(), RecordAnswer, Records, Unshared, ReadAnew);

    async Task OursAsync(string part, int atOnce, List<int[]> asked, int tokens, double done, string of, JsonObject? settings = null)
    {
        var cpu = engine.Server.CpuSeconds;
        var (seconds, _) = await engine.AskAllAsync(asked, atOnce, tokens, settings);
        figures.Add(part, atOnce, of, done / seconds);
        figures.Add(part + CpuTime, atOnce, of, done / (engine.Server.CpuSeconds - cpu));
    }

    async Task TheirsAsync(NodeProcess other, string part, int atOnce, List<int[]> asked, int tokens, double done, int context)
    {
        var cpu = other.CpuSeconds;
        var run = await other.AskAllAsync(asked, atOnce, tokens, context);
        figures.Add(part, atOnce, Theirs, done / run.Seconds);
        figures.Add(part + CpuTime, atOnce, Theirs, done / (other.CpuSeconds - cpu));
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
