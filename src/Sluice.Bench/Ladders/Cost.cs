using Sluice.Bench.Measures;

namespace Sluice.Bench.Ladders;

/// <summary>What a server costs while it runs.</summary>
/// <param name="PerHour">In any currency; null when not given.</param>
/// <param name="Watts">Drawn under load; null when not given.</param>
public sealed record RunningCost(double? PerHour, double? Watts)
{
    /// <summary>What a level's work costs; each part null without its price or its rate.</summary>
    public LevelCost Of(LevelFigures level)
    {
        var tokens = level.OutputTps.Value * 3600;
        var records = level.RecordsPerHour.Value ?? level.WholeRecordsPerHour.Value;
        return new LevelCost(PerHour / tokens * 1e6, PerHour / records * 1000, Watts / level.OutputTps.Value, Watts / records * 1000);
    }
}

/// <param name="PerMillionTokens">Of output.</param>
/// <param name="JoulesPerToken">Of output.</param>
/// <param name="WattHoursPerThousandRecords">Energy of a thousand records.</param>
public sealed record LevelCost(double? PerMillionTokens, double? PerThousandRecords, double? JoulesPerToken, double? WattHoursPerThousandRecords);
