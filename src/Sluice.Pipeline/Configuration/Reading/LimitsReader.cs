using System.Globalization;
using Sluice.Pipeline.Configuration.Yaml;

namespace Sluice.Pipeline.Configuration.Reading;

/// <summary>Reads the section <c>limits</c>: when a run pauses itself.</summary>
internal sealed class LimitsReader(ProblemList problems)
{
    public const string Allowed = "a mapping with the keys no_answer, failures, outcomes, tokens, cost";

    const string AllowedShare = "a share such as 20%, above 0% and up to 100%, or off";
    const string AllowedCost = "USD, such as 25 or 0.50";

    public LimitsSpec Read(YamlSection section)
    {
        var defaults = new LimitsSpec();
        var limits = new LimitsSpec
        {
            NoAnswer = section.Time("no_answer", orOff: true) ?? defaults.NoAnswer,
            Failures = section.Text("failures", AllowedShare) is { } share ? ReadShare(section, share) : defaults.Failures,
            Outcomes = (int?)section.Whole("outcomes", 1, int.MaxValue) ?? defaults.Outcomes,
            Tokens = section.Whole("tokens", 1, long.MaxValue),
            Cost = section.Text("cost", AllowedCost) is { } cost ? ReadCost(section, cost) : null,
        };
        section.RefuseOthers();
        return limits;
    }

    double? ReadShare(YamlSection section, YamlScalar share)
    {
        if (share.Text == "off") return null;
        if (share.Text.EndsWith('%') && double.TryParse(share.Text.AsSpan(0, share.Text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent is > 0 and <= 100) return percent / 100;
        problems.Add(share.Line, $"'{section.PathOf("failures")}' is {share.Shown}", AllowedShare);
        return null;
    }

    decimal? ReadCost(YamlSection section, YamlScalar cost)
    {
        if (decimal.TryParse(cost.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount > 0) return amount;
        problems.Add(cost.Line, $"'{section.PathOf("cost")}' is {cost.Shown}", AllowedCost);
        return null;
    }
}
