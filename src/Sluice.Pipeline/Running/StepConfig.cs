using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sluice.Pipeline.Asking;
using Sluice.Pipeline.Configuration;

namespace Sluice.Pipeline.Running;

/// <summary>What decides a step's answers, as one text: the same text means that stored answers hold. Which server answers is not part of it.</summary>
internal static class StepConfig
{
    const string Steps = "steps";

    /// <param name="uses">The hash of each step whose answers this one uses: another answer of theirs is another question here.</param>
    public static string Of(StepSpec step, string askedModel, IReadOnlyList<(string Step, byte[] Hash)> uses)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, CompactJson.Relaxed))
        {
            writer.WriteStartObject();
            writer.WriteString("model", askedModel);
            if (step.IsBatch) writer.WriteBoolean("batch", true);
            writer.WriteString("system", step.System?.Text);
            writer.WriteString("prompt", step.Prompt.Text);
            writer.WriteString("source", step.Source?.Text);
            writer.WritePropertyName("schema");
            if (step.Schema is { } schema) schema.Document.WriteTo(writer);
            else writer.WriteNullValue();
            writer.WriteStartArray("examples");
            foreach (var example in step.Examples)
            {
                writer.WriteStringValue(example.Prompt);
                writer.WriteStringValue(example.Answer);
            }

            writer.WriteEndArray();
            if (uses.Count > 0) WriteUses(writer, uses);
            writer.WriteNumber("temperature", step.Sampling.Temperature);
            if (step.Sampling.TopP is { } topP) writer.WriteNumber("top_p", topP);
            if (step.Sampling.Seed is { } seed) writer.WriteNumber("seed", seed);
            if (step.Sampling.MaxTokens is { } maxTokens) writer.WriteNumber("max_tokens", maxTokens);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Whether a configuration that was stored is of the requests of a batch file.</summary>
    public static bool IsBatch(string config) => JsonElement.Parse(config) is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("batch", out var batch) && batch.ValueKind == JsonValueKind.True;

    /// <summary>The steps whose answers a stored configuration shows, each with the hash of its configuration.</summary>
    public static IReadOnlyDictionary<string, string> UsesOf(JsonElement config) => config is { ValueKind: JsonValueKind.Object } && config.TryGetProperty(Steps, out var steps) && steps.ValueKind == JsonValueKind.Object
        ? steps.EnumerateObject().ToDictionary(step => step.Name, step => step.Value.GetString()!, StringComparer.Ordinal) : new Dictionary<string, string>();

    static void WriteUses(Utf8JsonWriter writer, IReadOnlyList<(string Step, byte[] Hash)> uses)
    {
        writer.WriteStartObject(Steps);
        foreach (var (step, hash) in uses) writer.WriteString(step, Convert.ToHexStringLower(hash));
        writer.WriteEndObject();
    }

    public static byte[] HashOf(string config) => SHA256.HashData(Encoding.UTF8.GetBytes(config));
}
