using System.Text.Json;
using System.Text.Json.Serialization;
using Sluice.Catalog.Facts;

namespace Sluice.Catalog.Curves;

/// <summary>Reads and writes a <see cref="Curve"/> as JSON: version, model, backend, levels with provenance and n.</summary>
public static class CurveFile
{
    public static string Write(Curve curve) => JsonSerializer.Serialize(curve, CurveJson.Default.Curve);

    /// <param name="file">Its name in messages.</param>
    /// <exception cref="CatalogFileException">When it is not a curve of this version with ordered, sensible levels.</exception>
    public static Curve Read(string file, string json)
    {
        Curve curve;
        try
        {
            curve = JsonSerializer.Deserialize(json, CurveJson.Default.Curve) ?? throw new CatalogFileException($"{file}: the curve is null");
        }
        catch (JsonException problem)
        {
            throw new CatalogFileException($"{file}:{problem.LineNumber + 1}: not a curve: {problem.Message.Split(" LineNumber:")[0].TrimEnd('.')}");
        }

        if (curve.Version != Curve.CurrentVersion)
            throw new CatalogFileException($"{file}: curve version {curve.Version}; allowed: {Curve.CurrentVersion}");
        var problems = Problems(file, curve).ToList();
        return problems.Count == 0 ? curve : throw new CatalogFileException(problems);
    }

    static IEnumerable<string> Problems(string file, Curve curve)
    {
        if (curve.Levels.Count == 0) yield return $"{file}: levels is empty; allowed: at least one";
        if (curve.Knee < 1) yield return $"{file}: knee is {curve.Knee}; allowed: 1 and up, or null";
        for (var i = 0; i < curve.Levels.Count; i++)
        {
            var level = curve.Levels[i];
            if (level.Concurrency < 1) yield return $"{file}: levels[{i}].concurrency is {level.Concurrency}; allowed: 1 and up";
            if (i > 0 && level.Concurrency <= curve.Levels[i - 1].Concurrency)
                yield return $"{file}: levels[{i}].concurrency is {level.Concurrency} after {curve.Levels[i - 1].Concurrency}; allowed: rising";
            if (level.N < 0 || (level.N == 0 && level.Provenance == Provenance.Measured)) yield return $"{file}: levels[{i}].n is {level.N}; allowed: 1 and up when measured";
            foreach (var (name, value) in Rates(level))
            {
                if (value is <= 0) yield return $"{file}: levels[{i}].{name} is {value}; allowed: above 0, or null when missing";
            }
        }
    }

    static IEnumerable<(string, double?)> Rates(Level level) =>
        [("decode_tps", level.DecodeTps), ("prefill_tps", level.PrefillTps), ("ttft_ms", level.TtftMs), ("tpot_ms", level.TpotMs), ("records_per_hour", level.RecordsPerHour)];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Curve))]
sealed partial class CurveJson : JsonSerializerContext;
