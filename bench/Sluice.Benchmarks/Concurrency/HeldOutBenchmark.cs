using System.Globalization;
using System.Text;
using Sluice.Benchmarks.Answers;
using Sluice.Pipeline.Concurrency;
using Sluice.Testing.Concurrency;
using Sluice.Testing.Concurrency.HeldOut;

namespace Sluice.Benchmarks.Concurrency;

/// <summary>Runs the product's controller against servers that a seed draws, so that it is judged on some that nobody looked at while it was built.</summary>
internal static class HeldOutBenchmark
{
    const int Records = 20_000;
    const double MostSeconds = 300; // half of what a call may take
    const double Goal = 0.95;
    const double Early = 0.2; // of the answers
    const int Many = 120;

    public static async Task<int> RunAsync(int seed, string file, TextWriter error)
    {
        var machine = await Machine.DescribeAsync();
        var found = new Outcome[Many];
        await Parallel.ForEachAsync(Enumerable.Range(0, Many), async (i, _) =>
        {
            found[i] = await Task.Run(() => Of(seed + i), CancellationToken.None);
            await error.WriteLineAsync(Row(found[i]));
        });
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await File.WriteAllTextAsync(file, Report(machine, seed, found));
        return 0;
    }

    static Outcome Of(int seed)
    {
        var profile = HeldOutServers.Draw(seed);
        var (best, level) = (0.0, 0);
        foreach (var step in ConcurrencyBenchmark.Ladder.TakeWhile(step => step <= profile.MostUseful))
        {
            var run = profile.Run(new FixedLimiter(step), Records);
            if (run.WorstP99 <= MostSeconds && run.RecordsPerHour > best) (best, level) = (run.RecordsPerHour, step);
        }

        var auto = profile.Run(new OurLimiter(new ConcurrencyController(new ConcurrencyOptions { Records = Records })), Records);
        return new Outcome(seed, HeldOutServers.KindOf(seed), profile, best, level, auto);
    }

    static string Report(Machine machine, int seed, Outcome[] all)
    {
        Outcome[] judged = [.. all.Where(each => each.Best > 0)];
        var shares = judged.Select(each => each.Share).Order().ToArray();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Concurrency that sets itself, on servers that nobody chose

            {Many} servers drawn by the seeds {seed} to {seed + Many - 1}: a law of the rate (rooflines with the knee from 8 to 800, plateaus, rates that fall behind the best, padded batches,
            experts, powers without a knee) and one thing that happens on real servers, {Many / HeldOutServers.Kinds.Count} of each kind. Runs of {Records:#,0} records in virtual time, compared with the best of
            twenty fixed settings whose p99 stays under {MostSeconds} s. The controller was built on the seeds 0 to 119; these were not looked at.
            {machine.Runtime}, {machine.Date}, commit {machine.Commit}. To repeat:

                dotnet run -c Release --project bench/Sluice.Benchmarks -- concurrency --held-out {seed}

            | of {judged.Length} servers | |
            |---|---|
            | at least 95 % of the best fixed setting | {judged.Count(each => each.Share >= Goal)} ({(double)judged.Count(each => each.Share >= Goal) / judged.Length:0%}) |
            | at least 90 % | {judged.Count(each => each.Share >= 0.9)} |
            | worst, tenth from the bottom, median | {shares[0]:0.0%}, {shares[Math.Min(9, shares.Length - 1)]:0.0%}, {shares[shares.Length / 2]:0.0%} |
            | mean, what is better than the best fixed counted as 100 % | {shares.Average(share => Math.Min(1, share)):0.0%} |
            | p99 never above {MostSeconds} s | {judged.Count(each => each.Auto.WorstP99 <= MostSeconds)} |
            | held level within 10 % of its last one after 20 % of the run, counted from the last change of the server | {judged.Count(each => !each.Profile.IsNoisy && each.Settles)} of {judged.Count(each => !each.Profile.IsNoisy)} (records that change have no last level) |
            | timed out, lost | {judged.Sum(each => each.Auto.Timeouts)}, {judged.Sum(each => each.Auto.Lost)} |

            Of {all.Length - judged.Length} more no fixed setting keeps the p99.

            | kind | servers | at least 95 % | worst | mean |
            |---|---|---|---|---|

            """);
        foreach (var kind in HeldOutServers.Kinds)
        {
            Outcome[] those = [.. judged.Where(each => each.Kind == kind)];
            text.Append(CultureInfo.InvariantCulture, $"| {kind} | {those.Length} | {those.Count(each => each.Share >= Goal)} | {those.Min(each => each.Share):0.0%} | {those.Average(each => Math.Min(1, each.Share)):0.0%} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\nThose below 95 %, and those whose p99 was above the limit:\n\n| seed | of the best | best fixed | last level | worst p99 s | settled after | server |\n|---|---|---|---|---|---|---|\n");
        foreach (var each in judged.Where(each => each.Share < Goal || each.Auto.WorstP99 > MostSeconds).OrderBy(each => each.Share)) text.Append(Row(each)).Append('\n');
        return text.ToString();
    }

    static string Row(Outcome each) => string.Create(CultureInfo.InvariantCulture,
        $"| {each.Seed} | {(each.Best > 0 ? each.Share.ToString("0.0%", CultureInfo.InvariantCulture) : "–")} | {each.Level} | {each.Auto.FinalLimit} | {each.Auto.WorstP99:0} | {each.Auto.SettledAfter:0%} | {each.Profile.Name} |");

    /// <param name="Best">Records an hour of the best fixed setting; 0 where none keeps the p99.</param>
    /// <param name="Level">That setting.</param>
    sealed record Outcome(int Seed, string Kind, ServerProfile Profile, double Best, int Level, VirtualRunResult Auto)
    {
        public double Share => Auto.RecordsPerHour / Best;

        public bool Settles => Auto.SettledAfter <= Profile.LastChange + Early;
    }
}
