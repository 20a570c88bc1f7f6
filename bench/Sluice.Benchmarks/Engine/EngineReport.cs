using System.Globalization;
using System.Text;
using Sluice.Benchmarks.Answers;

namespace Sluice.Benchmarks.Engine;

/// <summary>What was measured of the engine, as Markdown.</summary>
internal static class EngineReport
{
    const string Ours = EngineRounds.Ours, Theirs = EngineRounds.Theirs;

    public static string Of(Machine machine, Figures figures, int threads)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # The embedded engine

            {machine.Processor}, {machine.Cores} cores, {machine.System}, {machine.Runtime}, {machine.Date}, commit {machine.Commit}. The bundled model, {threads} threads for either engine; with as many as there are cores ours
            takes fewer where it measures that to be faster, as it does by itself. Ours is asked
            over HTTP, streaming, by a client that shares the machine; npm's node-llama-cpp {NodeProcess.Version} answers in its own process without HTTP, with the same libraries of llama.cpp, the same file and
            prompts of the same lengths, greedy, on contexts and sequences made before the clock starts. Pairs run right after each other, whose is first changes from run to run; medians of the runs, and of the
            ratios within each run. By CPU second: of the answering process, which others on the machine change less than the clock does. To repeat:

                dotnet run -c Release --project bench/Sluice.Benchmarks -- engine

            """);
        Decode(text, figures);
        Prefix(text, figures);
        TheMachine(text, figures);
        Gaps(text, figures);
        return text.ToString();
    }

    static void Decode(StringBuilder text, Figures figures)
    {
        text.Append(CultureInfo.InvariantCulture, $"""

            ## Reading and writing ({figures.Runs("decode")} runs)

            Prompts of 240 tokens with nothing in common, 64 tokens of answer, all begun together: output tokens a second from start to end, reading included. Prefill: one prompt of 2,000 tokens
            (goal: at least 1.0 times at every level).

            | | at once | sluice | node-llama-cpp | ratio | by CPU second: sluice | node-llama-cpp | ratio |
            |---|---|---|---|---|---|---|---|

            """);
        Pair("prefill", "prefill tokens/s", 1);
        foreach (var level in figures.Levels("decode"))
            Pair("decode", "output tokens/s", level);
        if (figures.Levels("decode") is { Count: > 0 } levels)
        {
            var best = levels.MaxBy(level => figures.Median("decode", level, Ours) ?? 0);
            text.Append(CultureInfo.InvariantCulture, $"\nFrom one at a time to the best level, {best}: {Times(figures.Median("decode", best, Ours) / figures.Median("decode", 1, Ours))}.\n");
        }

        void Pair(string part, string name, int level) => text.Append(CultureInfo.InvariantCulture, $"| {name} | {level} | {Compared(figures, part, level)} | {Compared(figures, part + EngineRounds.CpuTime, level)} |\n");
    }

    static string Compared(Figures figures, string part, int level) => $"{Number(figures.Median(part, level, Ours))} | {Number(figures.Median(part, level, Theirs))} | {Times(figures.Ratio(part, level, Ours, Theirs))}";

    static void Prefix(StringBuilder text, Figures figures)
    {
        text.Append(CultureInfo.InvariantCulture, $"""

            ## Short answers behind a common beginning ({figures.Runs("prefix")} runs)

            64 records of 80 tokens behind the same 600, 24 tokens of answer, 16 at a time. node-llama-cpp shares nothing between sequences; each of them keeps the beginning from one record to
            the next (goal: at least 2.5 times ours without sharing, at least 2 times node-llama-cpp's).

            | | records/s | sluice is | by CPU second | sluice is |
            |---|---|---|---|---|
            | sluice | {Records(Ours)} |
            | sluice, `cache_prompt: false` | {Records(EngineRounds.Unshared)} |
            | node-llama-cpp | {Records(Theirs)} |

            """);

        string Records(string of) => string.Join(" | ", ((string[])["prefix", "prefix" + EngineRounds.CpuTime]).Select(part =>
            $"{Number(figures.Median(part, 16, of), "0.00")} | {(of == Ours ? "" : Times(figures.Ratio(part, 16, Ours, of)))}"));
    }

    static void TheMachine(StringBuilder text, Figures figures)
    {
        var free = MachineRounds.Kinds.Keys.First();
        text.Append(CultureInfo.InvariantCulture, $"""

            ## Under the answer machine ({figures.Runs("machine")} runs)

            {MachineRounds.AtOnce} answers of 100 tokens at once, one kind after the other in each run. Forced text is appended without being drawn; the other two schemas force none (goal: at most 5 % slower than free
            text, faster where text is forced). Outside llama.cpp: of the decoding thread, for a token of one sequence (goal: under 50 µs). A token's cost is taken after all kinds were written once, and holds what the
            thread waits while others have its core.

            | | tokens/s | of free | outside llama.cpp |
            |---|---|---|---|

            """);
        foreach (var kind in MachineRounds.Kinds.Keys)
            text.Append(CultureInfo.InvariantCulture, $"| {kind} | {Number(figures.Median("machine", MachineRounds.AtOnce, kind))} | {Times(figures.Ratio("machine", MachineRounds.AtOnce, kind, free))} | {Number(figures.Median("outside", MachineRounds.AtOnce, kind))} µs |\n");
    }

    static void Gaps(StringBuilder text, Figures figures)
    {
        text.Append(CultureInfo.InvariantCulture, $"""

            ## Who waits for whom ({figures.Runs("gap growth")} runs)

            Streams that write, and a long prompt that arrives, or several at once: the 99th percentile of the gaps between pieces, before it and until its first token, or the last one's (goal: at most 3 times).

            | streams | tokens of the prompt | gap before | gap during | times | first token after |
            |---|---|---|---|---|---|

            """);
        foreach (var streams in figures.Levels("gap growth"))
        {
            foreach (var prompt in figures.Kinds("gap growth", streams))
                text.Append(CultureInfo.InvariantCulture, $"| {streams} | {prompt} | {Number(1000 * figures.Median("gap before", streams, prompt))} ms | {Number(1000 * figures.Median("gap during", streams, prompt))} ms | {Number(figures.Median("gap growth", streams, prompt), "0.00")} | {Number(figures.Median("read beside", streams, prompt))} s |\n");
        }
        foreach (var streams in figures.Levels("late prompt"))
            text.Append(CultureInfo.InvariantCulture, $"\nTime to first token of a prompt of 1,000 tokens {(streams == 0 ? "alone" : $"behind {streams} running streams")}: {Number(figures.Median("late prompt", streams, Ours), "0.00")} s.\n");
    }

    static string Number(double? value, string form = "0.0") => value?.ToString(form, CultureInfo.InvariantCulture) ?? "not measured";

    static string Times(double? ratio) => ratio is { } times ? $"{Number(times, "0.00")} ×" : "not measured";
}
