using System.Text;
using System.Text.Json;
using Sluice.Twin.Predicting;

namespace Sluice.Twin.Rendering;

/// <summary>Predictions as one JSON document: scenario, levels with bands and reasons, and, with several topologies, who leads where.</summary>
public static class PredictionJson
{
    public static string Of(IReadOnlyList<(Predictor Predictor, IReadOnlyList<LevelPrediction> Ladder)> sides, Comparison? comparison)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("predictions");
            foreach (var (predictor, ladder) in sides) Side(json, predictor, ladder);
            json.WriteEndArray();
            if (comparison is not null) Leads(json, comparison);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    static void Side(Utf8JsonWriter json, Predictor predictor, IReadOnlyList<LevelPrediction> ladder)
    {
        var scenario = predictor.Scenario;
        json.WriteStartObject();
        json.WriteString("model", scenario.Model.Name);
        json.WriteString("precision", scenario.Work.Precision);
        json.WriteString("hardware", scenario.Hardware.Name);
        json.WriteString("topology", scenario.Topology.Name);
        json.WriteString("workload", scenario.Workload.ToString());
        json.WriteNumber("max_num_batched_tokens", scenario.Settings.MaxBatchedTokens);
        json.WriteNumber("max_num_seqs", scenario.Settings.MaxSequences);
        json.WriteString("calibration", scenario.Calibration.Source);
        json.WriteStartArray("on_priors");
        foreach (var name in predictor.OnPriors) json.WriteStringValue(name);
        json.WriteEndArray();
        if (TensorSplit.Obstacle(scenario) is { } obstacle) json.WriteString("obstacle", obstacle);
        var (parameter, share) = predictor.Widest(ladder[^1].Concurrency);
        json.WriteStartObject("probe");
        json.WriteString("parameter", parameter);
        json.WriteString("measure", Probe.For(parameter));
        json.WriteNumber("share", Math.Round(share, 4));
        json.WriteEndObject();
        json.WriteStartArray("levels");
        foreach (var level in ladder) Level(json, level);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Level(Utf8JsonWriter json, LevelPrediction level)
    {
        json.WriteStartObject();
        json.WriteNumber("concurrency", level.Concurrency);
        Banded(json, "decode_tps", level.DecodeTps);
        Banded(json, "prefill_tps", level.PrefillTps);
        Banded(json, "ttft_ms", level.TtftMs);
        Banded(json, "tpot_ms", level.TpotMs);
        Banded(json, "records_per_hour", level.RecordsPerHour);
        if (level.Hours is { } hours) json.WriteNumber("hours", Rounded(hours));
        json.WriteNumber("running", level.Running);
        json.WriteNumber("preemptions", level.Preemptions);
        json.WriteStartObject("memory");
        json.WriteBoolean("fits", level.Memory.Fits);
        json.WriteNumber("usable_bytes", Math.Round(level.Memory.Usable));
        json.WriteNumber("weights_bytes", Math.Round(level.Memory.Weights));
        json.WriteNumber("cache_bytes", Math.Round(level.Memory.Cache));
        json.WriteNumber("state_bytes", Math.Round(level.Memory.State));
        json.WriteEndObject();
        json.WriteNumber("step_ms", Rounded(level.Step.Total * 1000));
        json.WriteStartObject("why");
        foreach (var (name, share) in level.Step.Shares) json.WriteNumber(name, Math.Round(share, 4));
        json.WriteEndObject();
        if (level.Missing is { } missing) json.WriteString("missing", missing);
        json.WriteEndObject();
    }

    static void Leads(Utf8JsonWriter json, Comparison comparison)
    {
        json.WriteStartArray("comparison");
        foreach (var (name, figure, less) in ComparisonText.Figures)
        {
            for (var level = 0; level < comparison.Sides[0].Ladder.Count; level++)
            {
                var lead = comparison.LeadAt(level, figure, less);
                json.WriteStartObject();
                json.WriteString("figure", name);
                json.WriteNumber("concurrency", comparison.Sides[0].Ladder[level].Concurrency);
                json.WriteString("leader", lead.Name);
                if (double.IsFinite(lead.Gap)) json.WriteNumber("gap", Math.Round(lead.Gap, 4));
                json.WriteBoolean("too_close_to_call", lead.TooClose);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.WriteStartArray("crossovers");
        foreach (var (name, figure, less) in ComparisonText.Figures)
        {
            foreach (var (passed, passing, crossing) in comparison.Crossings(figure, less)) Crossover(json, name, passed, passing, crossing);
        }

        json.WriteEndArray();
    }

    static void Crossover(Utf8JsonWriter json, string figure, string passed, string passing, Crossing crossing)
    {
        json.WriteStartObject();
        json.WriteString("figure", figure);
        json.WriteString("passing", passing);
        json.WriteString("passed", passed);
        json.WriteNumber("concurrency", crossing.Concurrency);
        if (crossing.Interpolated is { } point) json.WriteNumber("interpolated", Rounded(point));
        json.WriteBoolean("too_close_to_call", !crossing.Clear);
        json.WriteEndObject();
    }

    static void Banded(Utf8JsonWriter json, string name, Band? band)
    {
        if (band is not { } known)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("value", Rounded(known.Value));
        json.WriteNumber("p10", Rounded(known.Low));
        json.WriteNumber("p90", Rounded(known.High));
        json.WriteEndObject();
    }

    /// <summary>Six significant digits: more would be noise.</summary>
    static double Rounded(double value) => value == 0 ? 0 : Math.Round(value, Math.Clamp(5 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 12));
}
