using Sluice.Twin.Serving.Texts;

namespace Sluice.Twin.Serving.Faults;

/// <summary>Which calls meet which fault. The first rule that fits counts, so one call meets one fault.</summary>
public sealed record FaultScript(IReadOnlyList<FaultRule> Rules)
{
    public static FaultScript None { get; } = new([]);

    /// <param name="ordinal">Of the call, from 0.</param>
    public Fault? For(int ordinal, int seed)
    {
        for (var i = 0; i < Rules.Count; i++)
        {
            var rule = Rules[i];
            if (rule.Meets(ordinal + 1, rule.Chance < 1 ? new Random(HashCodes.Mix(HashCodes.Mix(seed, i), ordinal)).NextDouble() : 0)) return rule.Fault;
        }

        return null;
    }
}
