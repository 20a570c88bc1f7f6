using Sluice.Catalog.Curves;

namespace Sluice.Twin.Predicting;

/// <summary>A predicted ladder as the curve that bench, gateway and planner read.</summary>
public static class PredictedCurve
{
    public static Curve Of(Scenario scenario, IReadOnlyList<LevelPrediction> ladder) => new()
    {
        Model = scenario.Model.Name,
        Backend = $"{scenario.Hardware.Name} {scenario.Topology.Name}",
        Workload = scenario.Workload.ToString(),
        Origin = $"twin; {scenario.Calibration.Engine}; {scenario.Calibration.Source}",
        Levels = [.. ladder.OrderBy(level => level.Concurrency).Select(level => new Level
        {
            Concurrency = level.Concurrency,
            Provenance = Provenance.Predicted,
            N = 0,
            DecodeTps = level.DecodeTps?.Value,
            DecodeTpsLow = level.DecodeTps?.Low,
            DecodeTpsHigh = level.DecodeTps?.High,
            PrefillTps = level.PrefillTps?.Value,
            TtftMs = level.TtftMs?.Value,
            TpotMs = level.TpotMs?.Value,
            RecordsPerHour = level.RecordsPerHour?.Value,
        })],
    };
}
