using Sluice.Bench.Events;

namespace Sluice.Bench.Loading;

/// <summary>When the requests of an open loop are due, from its beginning, without end.</summary>
public static class ArrivalTimes
{
    public static IEnumerable<TimeSpan> Of(LevelPlan plan, int seed)
    {
        var rate = plan.Rate is { } known and > 0 ? known : throw new ArgumentException($"{plan} has no rate");
        var random = new Random(seed);
        var at = 0.0;
        for (var i = 0L; ; i++)
        {
            at = plan.Load == LoadKind.Constant ? i / rate : at - Math.Log(1 - random.NextDouble()) / rate;
            yield return TimeSpan.FromSeconds(at);
        }
    }
}
