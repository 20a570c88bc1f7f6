using System.Text.Json;
using Sluice.Engine;

namespace Sluice.Cli.ModelFiles;

/// <summary>One model file for programs, in base units; what is not known is null.</summary>
internal static class ModelFileJson
{
    public static void Write(Utf8JsonWriter json, ModelFile file)
    {
        json.WriteString("name", file.Name);
        json.WriteString("title", file.Title);
        json.WriteStartArray("files");
        foreach (string path in file.Paths) json.WriteStringValue(path);
        json.WriteEndArray();
        json.WriteNumber("bytes", file.Bytes);
        json.WriteString("architecture", file.Architecture);
        json.WriteString("kind", file.Kind);
        json.WriteBoolean("embedding", file.IsEmbedding);
        json.WriteNumber("parameters", file.Parameters);
        json.WriteString("quantisation", file.Quantisation);
        json.WriteNumber("bits_per_weight", Math.Round(file.BitsPerWeight, 3));
        json.WriteStartObject("weights_by_type");
        foreach ((string type, long count) in file.Types) json.WriteNumber(type, count);
        json.WriteEndObject();
        Number("context_tokens", file.ContextTokens);
        Number("layers", file.Layers);
        Number("hidden", file.Hidden);
        Number("heads", file.Heads);
        Number("key_heads", file.KeyHeads);
        Number("experts", file.Experts);
        Number("experts_used", file.ExpertsUsed);
        Number("vocabulary", file.VocabularySize);
        Number("window_tokens", file.Window);
        json.WriteString("template_layout", file.Layout);
        json.WriteString("template_family", file.Family);

        void Number(string name, long? value)
        {
            if (value is { } known) json.WriteNumber(name, known);
            else json.WriteNull(name);
        }
    }

    /// <param name="memory">Of this machine, in bytes.</param>
    public static void WriteMemory(Utf8JsonWriter json, ModelFile file, int context, int concurrency, KvType type, long memory)
    {
        MemoryNeed need = MemoryNeed.Of(file, context, concurrency, type);
        json.WriteStartObject("memory");
        json.WriteNumber("context", context);
        json.WriteNumber("concurrency", concurrency);
        json.WriteString("kv_type", ModelFilePage.NameOf(type));
        json.WriteNumber("weights_bytes", need.Weights);
        if (need.Cache is { } cache) json.WriteNumber("cache_bytes", cache);
        else json.WriteNull("cache_bytes");
        if (file.KvBytes(type) is { } each) json.WriteNumber("kv_bytes_per_token", each);
        else json.WriteNull("kv_bytes_per_token");
        json.WriteNumber("machine_bytes", memory);
        json.WriteBoolean("fits", need.Sum <= memory);
        json.WriteEndObject();
    }
}
