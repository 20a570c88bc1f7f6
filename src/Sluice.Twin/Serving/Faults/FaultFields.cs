using System.Globalization;

namespace Sluice.Twin.Serving.Faults;

/// <summary>Reads one rule from its names and values, as they stand in a script's entry or in the header.</summary>
static class FaultFields
{
    const string Fields = "fault, at, seconds, retry_after, message, code, calls, every, chance";
    const double MostSeconds = 86_400; // a day

    /// <param name="problems">Gets one line for each thing wrong, without its place.</param>
    /// <returns>Null with a problem.</returns>
    public static FaultRule? Read(IEnumerable<(string Name, string Value)> fields, List<string> problems)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var before = problems.Count;
        foreach (var (name, value) in fields)
        {
            if (name is not ("fault" or "at" or "seconds" or "retry_after" or "message" or "code" or "calls" or "every" or "chance")) problems.Add($"unknown field '{name}'; allowed: {Fields}");
            else if (!values.TryAdd(name, value)) problems.Add($"'{name}' stands twice; allowed: once");
        }

        var fault = values.GetValueOrDefault("fault") is { } kind ? FaultNames.Find(kind) : null;
        if (fault is null) problems.Add($"{(values.TryGetValue("fault", out var typed) ? $"unknown fault '{typed}'" : "'fault' is missing")}; allowed: {FaultNames.Allowed}");
        var (from, to) = Calls(values, problems);
        var rule = new FaultRule(fault ?? new Fault(FaultKind.Status), from, to, Whole(values, "every", 1, int.MaxValue, problems) ?? 1, Number(values, "chance", 1, problems) ?? 1);
        rule = rule with
        {
            Fault = rule.Fault with
            {
                At = Whole(values, "at", 0, int.MaxValue, problems) ?? rule.Fault.At,
                Seconds = Number(values, "seconds", MostSeconds, problems) ?? rule.Fault.Seconds,
                RetryAfter = Whole(values, "retry_after", 0, (int)MostSeconds, problems) ?? rule.Fault.RetryAfter,
                Message = values.GetValueOrDefault("message"),
                Code = values.GetValueOrDefault("code"),
            },
        };
        return problems.Count == before ? rule : null;
    }

    /// <summary><c>3</c>, <c>2-5</c> or <c>10-</c>, counted from 1.</summary>
    static (int From, int? To) Calls(Dictionary<string, string> values, List<string> problems)
    {
        if (!values.TryGetValue("calls", out var text)) return (1, null);
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var (first, last) = dash < 0 ? (text, text) : (text[..dash], text[(dash + 1)..]);
        if (int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from) && from >= 1)
        {
            if (last.Length == 0) return (from, null);
            if (int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to) && to >= from) return (from, to);
        }

        problems.Add($"'calls' is '{text}'; allowed: N, N-M or N-, counted from 1");
        return (1, null);
    }

    static int? Whole(Dictionary<string, string> values, string name, int least, int most, List<string> problems)
    {
        if (!values.TryGetValue(name, out var text)) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        problems.Add(string.Create(CultureInfo.InvariantCulture, $"'{name}' is '{text}'; allowed: a whole number from {least} to {most}"));
        return null;
    }

    static double? Number(Dictionary<string, string> values, string name, double most, List<string> problems)
    {
        if (!values.TryGetValue(name, out var text)) return null;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= most) return number;
        problems.Add(string.Create(CultureInfo.InvariantCulture, $"'{name}' is '{text}'; allowed: a number from 0 to {most}"));
        return null;
    }
}
