using Sluice.Catalog.Blocks;
using Sluice.Catalog.Facts;
using Sluice.Catalog.Models;

namespace Sluice.Catalog.Importing;

/// <summary>Makes a model entry of a GGUF header: the shape from its keys, the width of each class from its tensors.</summary>
public static class GgufModel
{
    public static ModelSpec Read(string path) => Of(path, GgufHeader.Read(path), Path.GetFileNameWithoutExtension(path));

    /// <exception cref="CatalogFileException">When a needed key is missing or the architecture has recurrent blocks, which are not read here.</exception>
    public static ModelSpec Of(string file, GgufHeader header, string name)
    {
        var keys = new GgufKeys(file, header);
        if (header.Tensors.Any(tensor => tensor.Name.Contains(".ssm_", StringComparison.Ordinal)))
            keys.Report($"architecture '{header.Architecture}' has recurrent blocks, which are not read from GGUF; allowed: a config.json or a YAML entry");
        var vocabulary = keys.Optional("vocab_size") ?? (int)(header.ArrayLengths.TryGetValue("tokenizer.ggml.tokens", out var tokens) ? tokens : 0);
        if (vocabulary == 0) keys.Report("no vocabulary size and no token list");
        var spec = new ModelSpec
        {
            Name = name,
            Title = header.Texts.TryGetValue("general.name", out var title) ? title : name,
            Layers = keys.Count("block_count"),
            Hidden = keys.Count("embedding_length"),
            Vocabulary = vocabulary,
            ContextTokens = keys.Optional("context_length"),
            TiedEmbedding = !header.Tensors.Any(tensor => tensor.Name == "output.weight"),
            Blocks = GgufBlocks.Of(keys, header.Architecture),
            Precisions = [Precision(header)],
        };
        keys.ThrowIfAny();
        return spec with { Figures = keys.Figures };
    }

    static Precision Precision(GgufHeader header)
    {
        var bits = header.Tensors.Where(tensor => tensor.Dimensions.Count > 1)
            .GroupBy(tensor => ClassOf(tensor.Name))
            .ToDictionary(group => group.Key, group => group.Sum(tensor => tensor.Elements * tensor.Bits) / Math.Max(1, group.Sum(tensor => tensor.Elements)));
        if (!bits.ContainsKey(WeightClass.Head) && bits.TryGetValue(WeightClass.Embedding, out var tied)) bits[WeightClass.Head] = tied;
        return new Precision("gguf", bits, 16, 32);
    }

    static WeightClass ClassOf(string tensor) => tensor switch
    {
        "token_embd.weight" => WeightClass.Embedding,
        "output.weight" => WeightClass.Head,
        _ when tensor.Contains("_exps", StringComparison.Ordinal) => WeightClass.Experts,
        _ when tensor.Contains("_shexp", StringComparison.Ordinal) => WeightClass.Shared,
        _ when tensor.Contains("ffn_gate_inp", StringComparison.Ordinal) => WeightClass.Router,
        _ when tensor.Contains(".ffn_", StringComparison.Ordinal) => WeightClass.Mlp,
        _ => WeightClass.Attention,
    };
}
