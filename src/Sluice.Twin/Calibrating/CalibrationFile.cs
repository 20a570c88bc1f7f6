using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sluice.Twin.Calibrating;

/// <summary>Reads and writes calibrations as JSON, and holds the bundled ones.</summary>
public static class CalibrationFile
{
    public static string Write(Calibration calibration) => JsonSerializer.Serialize(calibration, CalibrationJson.Default.Calibration);

    /// <exception cref="FormatException">Says what is wrong and what is allowed, every problem at once.</exception>
    public static Calibration Read(string file, string json)
    {
        Calibration calibration;
        try
        {
            calibration = JsonSerializer.Deserialize(json, CalibrationJson.Default.Calibration) ?? throw new FormatException($"{file}: the calibration is null");
        }
        catch (JsonException problem)
        {
            throw new FormatException($"{file}:{problem.LineNumber + 1}: not a calibration: {problem.Message.Split(" LineNumber:")[0].TrimEnd('.')}", problem);
        }

        var problems = Problems(file, calibration).ToList();
        return problems.Count == 0 ? calibration : throw new FormatException(string.Join(Environment.NewLine, problems));
    }

    /// <summary>The bundled calibration of that hardware; null when there is none.</summary>
    public static Calibration? Bundled(string hardware)
    {
        using var stream = typeof(CalibrationFile).Assembly.GetManifestResourceStream($"calibrations/{hardware}.json");
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return Read($"{hardware}.json", reader.ReadToEnd());
    }

    static IEnumerable<string> Problems(string file, Calibration calibration)
    {
        if (calibration.Version != Calibration.CurrentVersion) yield return $"{file}: version {calibration.Version}; allowed: {Calibration.CurrentVersion}";
        for (var i = 0; i < calibration.Values.Count; i++)
        {
            var value = calibration.Values[i];
            var kind = ParameterNames.KindOf(value.Name);
            var perModel = ParameterNames.ModelOf(value.Name) is not null;
            var known = perModel ? ParameterNames.PerModel : ParameterNames.Shared;
            if (!known.Contains(kind)) yield return $"{file}: values[{i}]: unknown parameter '{value.Name}'; allowed: {string.Join(", ", ParameterNames.Shared)}, skew:MODEL, compute:MODEL";
            else if (value.Unit != ParameterNames.UnitOf(value.Name)) yield return $"{file}: values[{i}]: '{value.Name}' is in '{value.Unit}'; allowed: {ParameterNames.UnitOf(value.Name)}";
            if (!(value.Value > 0)) yield return $"{file}: values[{i}]: '{value.Name}' is {value.Value}; allowed: above 0";
            if (!(value.LogSd >= 0)) yield return $"{file}: values[{i}]: log_sd is {value.LogSd}; allowed: 0 and up";
        }

        if (calibration.Covariance is { } covariance && (covariance.Count != calibration.Values.Count || covariance.Any(row => row.Count != covariance.Count)))
            yield return $"{file}: covariance is not {calibration.Values.Count} by {calibration.Values.Count}, as the values are";
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Calibration))]
sealed partial class CalibrationJson : JsonSerializerContext;
