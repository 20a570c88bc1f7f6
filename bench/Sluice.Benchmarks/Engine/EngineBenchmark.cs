using System.Globalization;
using Sluice.Benchmarks.Answers;

namespace Sluice.Benchmarks.Engine;

/// <summary>Measures the embedded engine over HTTP, beside npm's node-llama-cpp.</summary>
internal static class EngineBenchmark
{
    const string Usage = """
        usage: dotnet run -c Release --project bench/Sluice.Benchmarks -- engine [--parts LIST] [--runs N] [--threads N] [--beside LIST] [--long LIST] [--keep FILE.jsonl] [--out FILE.md]
          --parts LIST       of few, many, prefix, theirs, unshared, machine, late, gaps (default: all; none makes the report of what is kept)
          --runs N           how often each is done; medians are told (default: 3)
          --threads N        of both engines; ours takes fewer where that is faster when it may have all cores (default: the cores of the machine, up to 8)
          --beside LIST      streams that write while a long prompt arrives (default: 15,4,1)
          --long LIST        tokens of that prompt (default: 6000)
          --at-once LIST     how many such prompts arrive together (default: 1,2,4)
          --keep FILE.jsonl  goes on with the figures in it and adds the new ones (default: keeps none)
          --out FILE.md      where the result goes (default: bench/results/engine.md)
        """;

    const string Model = "models/smollm2-135m-instruct-q4_1.gguf", Postings = "samples/job-postings/postings.jsonl", Natives = "native/node_modules/@node-llama-cpp";
    const int Parallel = 32, Context = 65_536;

    /// <returns>0 measured, 2 could not run.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        var (beside, longs, together) = ("15,4,1", "6000", "1,2,4");
        var (parts, runs, threads, keep, file) = ("few,many,prefix,theirs,unshared,machine,late,gaps", 3, Math.Min(8, Environment.ProcessorCount), (string?)null, "bench/results/engine.md");
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            if (arguments[i] == "--out" && value.Length > 0) file = value;
            else if (arguments[i] == "--keep" && value.Length > 0) keep = value;
            else if (arguments[i] == "--beside" && IsList(value)) beside = value;
            else if (arguments[i] == "--long" && IsList(value)) longs = value;
            else if (arguments[i] == "--at-once" && IsList(value)) together = value;
            else if (arguments[i] == "--parts" && value.Length > 0) parts = value;
            else if (arguments[i] == "--runs" && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out runs) && runs > 0) continue;
            else if (arguments[i] != "--threads" || !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out threads) || threads == 0)
            {
                await error.WriteLineAsync(Usage);
                return 2;
            }
        }
        var figures = new Figures(keep);
        var machine = await Machine.DescribeAsync();
        string[] asked = parts == "none" ? [] : parts.Split(',');
        if (asked.Length > 0)
            await MeasureAsync(asked, runs, threads, new GapLevels(Numbers(beside), Numbers(longs), Numbers(together)), figures, error);
        var report = EngineReport.Of(machine, figures, threads);
        await File.WriteAllTextAsync(file, report);
        await output.WriteLineAsync(report);
        return 0;
    }

    static bool IsList(string value) => value.Length > 0 && value.Split(',').All(number => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var streams) && streams > 0);

    static int[] Numbers(string list) => [.. list.Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];

    static async Task MeasureAsync(string[] parts, int runs, int threads, GapLevels levels, Figures figures, TextWriter error)
    {
        await using var server = await EngineServerProcess.StartAsync(Model, Parallel, Context, threads == Environment.ProcessorCount ? 0 : threads);
        using var engine = new AskedEngine(server, Path.GetFileNameWithoutExtension(Model));
        await using var node = parts.Intersect(["few", "many", "theirs"]).Any() ? await NodeProcess.StartAsync(Model, threads, Natives, error) : null;
        await engine.AskAsync((await Prompts.ReadAsync(engine, Postings, 0)).Take(100), 8); // warm-up
        for (var run = 0; run < runs; run++, figures.NextRun())
        {
            foreach (var part in parts)
                await RunAsync(part, engine, node, await Prompts.ReadAsync(engine, Postings, figures.Run * 8 + Array.IndexOf(parts, part)), levels, figures);
        }
    }

    static async Task RunAsync(string part, AskedEngine engine, NodeProcess? node, Prompts prompts, GapLevels levels, Figures figures)
    {
        var rounds = new EngineRounds(engine, node, prompts, figures);
        var gaps = new GapRounds(engine, prompts, figures);
        switch (part)
        {
            case "few":
                await rounds.PrefillAsync();
                foreach (var level in (int[])[1, 2, 4, 8])
                    await rounds.DecodeAsync(level);
                break;
            case "many":
                foreach (var level in (int[])[16, 32])
                    await rounds.DecodeAsync(level);
                break;
            case "prefix":
                await rounds.PrefixAsync();
                break;
            case "theirs":
                await rounds.TheirPrefixAsync();
                break;
            case "unshared":
                await rounds.UnsharedPrefixAsync();
                break;
            case "machine":
                await new MachineRounds(engine, prompts, figures).RunAsync();
                break;
            case "late":
                await gaps.LatePromptAsync(15);
                break;
            case "gaps":
                foreach (var (streams, prompt, atOnce) in levels.All)
                    await gaps.LongPromptsAsync(streams, prompt, atOnce);
                break;
            default:
                throw new ArgumentException($"there is no part '{part}'");
        }
    }
}
