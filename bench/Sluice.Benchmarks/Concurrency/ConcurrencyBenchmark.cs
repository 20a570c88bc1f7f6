using System.Globalization;
using System.Text;
using Sluice.Benchmarks.Answers;
using Sluice.Pipeline.Concurrency;
using Sluice.Testing.Concurrency;
using Sluice.Testing.Concurrency.Rivals;

namespace Sluice.Benchmarks.Concurrency;

/// <summary>Runs bulk runs in virtual time with the product's controller, fixed settings and other projects' rules.</summary>
internal static class ConcurrencyBenchmark
{
    const string Usage = """
        usage: dotnet run -c Release --project bench/Sluice.Benchmarks -- concurrency [--profile TEXT | --held-out SEED] [--out FILE.md]
          --profile TEXT   only the servers whose name holds it
          --held-out SEED  120 servers drawn by that seed and the next ones, instead of those with a name
          --out FILE.md    where the result goes (default: bench/results/concurrency.md, or concurrency-held-out.md)
        """;

    const int Records = 20_000;
    const double MostSeconds = 300;

    /// <summary>The fixed settings that are tried.</summary>
    public static readonly int[] Ladder = [3, 4, 8, 12, 16, 24, 32, 48, 64, 80, 96, 112, 128, 160, 192, 256, 384, 512, 704, 1024];

    /// <returns>0 measured, 2 could not run.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        var profile = arguments is ["--profile", var part, ..] ? part : "";
        int? seed = arguments is ["--held-out", var number, ..] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var drawn) ? drawn : null;
        var rest = profile.Length > 0 || seed is not null ? arguments[2..] : arguments;
        if (rest is not ([] or ["--out", _]))
        {
            await (arguments is ["--help" or "-h"] ? output : error).WriteLineAsync(Usage);
            return arguments is ["--help" or "-h"] ? 0 : 2;
        }

        if (seed is { } first) return await HeldOutBenchmark.RunAsync(first, rest is ["--out", var named] ? named : "bench/results/concurrency-held-out.md", error);

        var machine = await Machine.DescribeAsync();
        var text = new StringBuilder();
        foreach (var server in ServerProfile.All.Where(server => server.Name.Contains(profile, StringComparison.OrdinalIgnoreCase)))
        {
            var section = await ProfileAsync(server);
            text.Append(section);
            await error.WriteLineAsync(section);
        }

        var file = rest is ["--out", var typed] ? typed : "bench/results/concurrency.md";
        var report = ConcurrencyReport.Of(machine, text.ToString());
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await File.WriteAllTextAsync(file, report);
        return 0;
    }

    static async Task<string> ProfileAsync(ServerProfile profile)
    {
        var fixedRuns = await Task.WhenAll(Ladder.Select(level => Task.Run(() => (Name: $"fixed {level}", Level: level, Result: profile.Run(new FixedLimiter(level), Records)))));
        var best = fixedRuns.Where(run => run.Result.WorstP99 <= MostSeconds).MaxBy(run => run.Result.RecordsPerHour);
        (string Name, Func<Limiter> New)[] rivals =
        [
            ("sluice auto", () => new OurLimiter(new ConcurrencyController(new ConcurrencyOptions { Records = Records }))),
            ("Netflix AIMD", () => new AimdLimiter()),
            ("Netflix Vegas", () => new VegasLimiter()),
            ("Netflix Gradient2", () => new Gradient2Limiter()),
            ("Envoy gradient", () => new EnvoyLimiter()),
        ];
        var adaptive = await Task.WhenAll(rivals.Select(rival => Task.Run(() => (rival.Name, Level: 0, Result: profile.Run(rival.New(), Records)))));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"\n## {profile.Name}\n\nBest fixed setting: {best.Level}.\n\n| setting | records/h | of the best | worst p99 s | last level | settled after | preemptions | refused | timed out | lost |\n|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var (name, level, result) in adaptive.Concat(fixedRuns.Where(run => run.Level is 4 or 256 || run.Level == best.Level)))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {result.RecordsPerHour:#,0} | {result.RecordsPerHour / best.Result.RecordsPerHour:0.0%} | {result.WorstP99:0} | {result.FinalLimit} | ");
            text.Append(CultureInfo.InvariantCulture, $"{(level > 0 ? "" : result.SettledAfter.ToString("0%", CultureInfo.InvariantCulture))} | {result.Preemptions:#,0} | {result.Refusals:#,0} | {result.Timeouts:#,0} | {result.Lost:#,0} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\nThe way of auto, answers and level: {string.Join(", ", adaptive[0].Result.Moves.Take(24).Select(move => $"{move.Answers}: {move.Limit}"))}{(adaptive[0].Result.Moves.Count > 24 ? ", …" : "")}\n");
        return text.ToString();
    }
}
