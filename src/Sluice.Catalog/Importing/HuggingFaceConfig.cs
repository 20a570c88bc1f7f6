using System.Text.Json;
using Sluice.Catalog.Facts;
using Sluice.Catalog.Models;

namespace Sluice.Catalog.Importing;

/// <summary>Reads a Hugging Face <c>config.json</c> into a model entry: the architecture families of <see cref="HuggingFaceBlocks"/>.</summary>
public static class HuggingFaceConfig
{
    /// <summary>The largest published one is under 200 kB (long per-layer quantization lists).</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    public static ModelSpec Read(string path)
    {
        if (new FileInfo(path).Length > MaxBytes) throw new CatalogFileException($"{path}: larger than {MaxBytes} bytes; allowed: a config.json");
        var folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) ?? "model";
        return Parse(path, File.ReadAllText(path), Path.GetFileName(path) == "config.json" ? folder : Path.GetFileNameWithoutExtension(path));
    }

    /// <summary>What transformers takes where the config is silent: Gemma's classes share the embedding with the head, the other families here do not.</summary>
    static bool IsTied(ConfigFields text, ConfigFields root) => text.Has("tie_word_embeddings") ? text.Flag("tie_word_embeddings")
        : root.Has("tie_word_embeddings") ? root.Flag("tie_word_embeddings")
        : text.ModelType.StartsWith("gemma", StringComparison.Ordinal);

    /// <param name="file">Its name in messages.</param>
    /// <param name="name">What the entry shall be called.</param>
    /// <exception cref="CatalogFileException">When a needed field is missing or the architecture is not one of those known.</exception>
    public static ModelSpec Parse(string file, string json, string name)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException problem)
        {
            throw new CatalogFileException($"{file}:{problem.LineNumber + 1}: not JSON: {problem.Message}");
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw new CatalogFileException($"{file}: expected a JSON object");

            // Multimodal configs keep the language model's fields one level down.
            var text = root.TryGetProperty("text_config", out var nested) && nested.ValueKind == JsonValueKind.Object ? nested : root;
            var fields = new ConfigFields(file, text);
            var blocks = HuggingFaceBlocks.Of(fields);
            var spec = new ModelSpec
            {
                Name = name,
                Title = name,
                Layers = fields.Count("num_hidden_layers"),
                Hidden = fields.Count("hidden_size"),
                Vocabulary = fields.Count("vocab_size"),
                ContextTokens = fields.OptionalCount("max_position_embeddings"),
                TiedEmbedding = IsTied(fields, new ConfigFields(file, root)),
                Blocks = blocks,
                Precisions = [HuggingFacePrecision.Of(file, root, text)],
            };
            fields.ThrowIfAny();
            return spec with { Figures = fields.Figures };
        }
    }
}
