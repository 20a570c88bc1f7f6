using System.CommandLine;
using System.Globalization;
using Sluice.Bench.Ladders;
using Sluice.Cli.Benching;
using Sluice.Cli.Problems;

namespace Sluice.Cli.Commands;

/// <summary>The options that turn figures into decisions, the same for measuring and for reporting.</summary>
internal sealed class DecisionOptions
{
    private readonly Option<string?> slo = TaughtOption.Text("--slo", "T", "A latency target, such as ttft=2s,tpot=50ms,e2e=30s: the largest concurrency within it, and goodput");
    private readonly Option<string?> share = TaughtOption.Text("--slo-share", "P%", "Of the requests that must keep the target (default: 95%)");
    private readonly Option<string?> price = TaughtOption.Text("--price", "N", "What the server costs an hour, in your currency: cost per million tokens and per 1,000 records");
    private readonly Option<string?> power = TaughtOption.Text("--power", "W", "What it draws under load, in watts: energy per token and per 1,000 records");

    private readonly Option<string?> job = TaughtOption.Text("--job", "RxT", "A job of R records with T output tokens each, such as 124000x700: how long it takes at each level (R alone: records like the measured ones)");

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[slo, share, price, power, job]) command.Add(option);
    }

    public LatencyTarget? Target(ParseResult parsed)
    {
        if (parsed.GetValue(slo) is not { } typed)
            return parsed.GetValue(share) is null ? null : throw new CouldNotRunException("--slo-share", "is the share of a target, which is missing", "--slo ttft=2s beside it");
        var limits = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string part in typed.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Split('=') is not [("ttft" or "tpot" or "e2e") and var name, var time] || !limits.TryAdd(name, Lists.Time("--slo", time)!.Value.TotalMilliseconds))
                throw new CouldNotRunException("--slo", $"'{part}' is no target", "ttft, tpot and e2e, each once with a time: ttft=2s,tpot=50ms");
        }
        return new LatencyTarget(Of("ttft"), Of("tpot"), Of("e2e"), Lists.Share("--slo-share", parsed.GetValue(share)) ?? 0.95);

        double? Of(string name) => limits.TryGetValue(name, out double limit) ? limit : null;
    }

    public RunningCost? Cost(ParseResult parsed)
    {
        double? hour = Amount("--price", parsed.GetValue(price)), watts = Amount("--power", parsed.GetValue(power));
        return hour is null && watts is null ? null : new RunningCost(hour, watts);
    }

    public Job? Job(ParseResult parsed)
    {
        if (parsed.GetValue(job) is not { } typed) return null;
        string[] parts = typed.Split('x');
        if (parts.Length <= 2 && Whole(parts[0], 1_000_000_000_000) is { } records && (parts.Length == 1 || Whole(parts[1], 10_000_000) is not null)) return new Job(records, parts.Length == 1 ? null : (int)Whole(parts[1], 10_000_000)!);
        throw new CouldNotRunException("--job", $"'{typed}' is no job", "records, or records x output tokens: 124000 or 124000x700");

        static long? Whole(string text, long most) => long.TryParse(text.Trim(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out long number) && number >= 1 && number <= most ? number : null;
    }

    private static double? Amount(string option, string? typed)
    {
        if (typed is null) return null;
        return double.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double amount) && amount is > 0 and < 1e9
            ? amount
            : throw new CouldNotRunException(option, $"'{typed}' is no amount", "a number above 0");
    }
}
