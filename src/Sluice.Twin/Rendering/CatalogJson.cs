using System.Text;
using System.Text.Json;
using Sluice.Catalog;
using Sluice.Catalog.Facts;
using Sluice.Catalog.Hardware;
using Sluice.Catalog.Models;
using Sluice.Catalog.Work;

namespace Sluice.Twin.Rendering;

/// <summary>The same pages as JSON: figures in base units (bytes, operations, tokens per second).</summary>
public static class CatalogJson
{
    public static string Model(CatalogIndex catalog, ModelSpec model, string? precision, IReadOnlyList<HardwareSpec>? hardware, int devices, int context, int concurrency) => Document(json =>
    {
        var work = ModelWork.Of(model, precision);
        json.WriteString("model", model.Name);
        json.WriteString("precision", work.Precision);
        json.WriteNumber("parameters", model.Parameters);
        json.WriteNumber("active_parameters", model.ActiveParameters);
        json.WriteNumber("weights_bytes", work.WeightBytes);
        json.WriteNumber("bytes_per_token", work.BytesPerToken);
        json.WriteNumber("flops_per_token", work.FlopsPerToken + work.HeadFlops);
        json.WriteNumber("kv_bytes_per_token", work.KvBytes);
        json.WriteNumber("window_kv_bytes_per_token", work.WindowKvBytes);
        json.WriteNumber("window_tokens", work.Window);
        json.WriteNumber("state_bytes_per_sequence", work.StateBytes);
        Fits(json, (hardware ?? [.. catalog.Hardware]).Select(each => ("hardware", each.Name, work, each, catalog.Recipe(each)?.Utilization ?? MemoryFit.DefaultUtilization)), devices, context, concurrency);
        Figures(json, model.Figures, model.Notes);
    });

    public static string Hardware(CatalogIndex catalog, HardwareSpec hardware, int devices, int context, int concurrency) => Document(json =>
    {
        json.WriteString("hardware", hardware.Name);
        json.WriteNumber("memory_bytes", hardware.Memory);
        json.WriteNumber("bandwidth_bytes_per_s", hardware.Bandwidth);
        var utilization = catalog.Recipe(hardware)?.Utilization ?? MemoryFit.DefaultUtilization;
        Fits(json, catalog.Models.Select(model => ("model", model.Name, ModelWork.Of(model), hardware, utilization)), devices, context, concurrency);
        Figures(json, hardware.Figures, hardware.Notes);
    });

    static void Fits(Utf8JsonWriter json, IEnumerable<(string Kind, string Name, ModelWork Work, HardwareSpec Hardware, double Utilization)> rows, int devices, int context, int concurrency)
    {
        json.WriteNumber("context_tokens", context);
        json.WriteNumber("concurrency", concurrency);
        json.WriteNumber("devices", devices);
        json.WriteStartArray("fits");
        foreach (var (kind, name, work, hardware, utilization) in rows)
        {
            var fit = MemoryFit.Of(work, hardware, devices, utilization, context, concurrency);
            json.WriteStartObject();
            json.WriteString(kind, name);
            json.WriteBoolean("fits", fit.Fits);
            json.WriteNumber("missing_bytes", Math.Max(0, fit.Missing));
            json.WriteNumber("usable_bytes", fit.Usable);
            json.WriteNumber("weights_bytes", fit.Weights);
            json.WriteNumber("cache_bytes", fit.Cache);
            json.WriteNumber("state_bytes", fit.State);
            json.WriteNumber("most_sequences", MemoryFit.MostSequences(work, hardware, devices, utilization, context));
            json.WriteNumber("bandwidth_bound_tps", BandwidthBound.TokensPerSecond(work, hardware, devices));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void Figures(Utf8JsonWriter json, IReadOnlyList<Figure> figures, IReadOnlyList<string> notes)
    {
        json.WriteStartArray("figures");
        foreach (var figure in figures)
        {
            json.WriteStartObject();
            json.WriteString("path", figure.Path);
            json.WriteNumber("value", figure.Value);
            json.WriteString("unit", figure.Unit);
            json.WriteString("source", figure.Source);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (var note in notes) json.WriteStringValue(note);
        json.WriteEndArray();
    }

    static string Document(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }
}
