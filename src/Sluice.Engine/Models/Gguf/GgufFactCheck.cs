using System.Globalization;

namespace Sluice.Engine.Models.Gguf;

/// <summary>
/// What must hold of a model's facts before llama.cpp sees them: it ends the process over some of them (found by loading files
/// with spoilt headers), where we can say which fact is wrong.
/// </summary>
internal sealed class GgufFactCheck(string path, GgufHeader header)
{
    const long MaxLayers = 512;              // LLAMA_MAX_LAYERS of v0.4.0, which it asserts
    const long MaxTokens = 1 << 24;          // the largest vocabularies have some 260,000
    // Q8_1, Q8_K and whole numbers are what products are computed of or with, never stored weights: llama.cpp has no product for them, and calls it anyway.
    static readonly int[] NoWeights = [9, 15, 24, 25, 26, 27, 28];

    const string Tokens = "tokenizer.ggml.tokens";

    readonly string architecture = header.Architecture!;

    /// <param name="withWeights">False for the vocabulary alone, whose file may have no layers.</param>
    /// <exception cref="EngineException">Names the first fact that cannot be true.</exception>
    public void Run(bool withWeights)
    {
        foreach (var (key, value) in header.Facts)
        {
            if (key.StartsWith(architecture + ".", StringComparison.Ordinal))
                CheckRange(key, value);
        }
        if (withWeights)
            CheckShape();
        CheckVocabulary();
    }

    void CheckRange(string key, object value)
    {
        switch (value)
        {
            case long number when number is < 0 or > int.MaxValue:
                throw Broken(key, number.ToString(CultureInfo.InvariantCulture), $"0 to {int.MaxValue}");
            case double fraction when !double.IsFinite(fraction) || (fraction < 0 && key.EndsWith("_epsilon", StringComparison.Ordinal)):
                throw Broken(key, fraction.ToString(CultureInfo.InvariantCulture), "a finite number, for an epsilon not below 0");
            case GgufArray { Numbers: { } numbers } when numbers.Any(number => number is < int.MinValue or > int.MaxValue):
                throw Broken(key, "an array with numbers out of range", $"numbers up to {int.MaxValue}");
        }
    }

    void CheckShape()
    {
        if (header.Tensors.FirstOrDefault(tensor => tensor.Shape.Count > 1 && NoWeights.Contains(tensor.Type)) is { } foreign)
            throw new EngineException($"{path} is not a GGUF model that can be loaded: the tensor '{foreign.Name}' is stored as {GgufTensorTypes.NameOf(foreign.Type)}, which weights never are.");
        var layers = Number("block_count", 1, MaxLayers);
        var width = Number("embedding_length", 1, 1 << 20);
        Number("context_length", 1, int.MaxValue);
        var heads = EachLayer("attention.head_count", layers);
        var keyHeads = EachLayer("attention.head_count_kv", layers);
        EachLayer("feed_forward_length", layers);
        if (heads is not null && heads.All(count => count == 0) && header.Tensors.Any(tensor => tensor.Name.Contains(".attn_q", StringComparison.Ordinal)))
            throw Broken($"{architecture}.attention.head_count", "0", "at least 1 in some layer");
        for (var i = 0; i < (heads?.Length ?? 0); i++)
        {
            var shared = keyHeads is null ? heads![i] : keyHeads[i];
            if (heads![i] > width || (shared > 0 && heads[i] % shared != 0))
                throw Broken($"{architecture}.attention.head_count", $"{heads[i]} with {shared} heads of keys and values and a width of {width}", "a multiple of the heads of keys and values, up to the width");
        }
    }

    void CheckVocabulary()
    {
        if (header.Facts.GetValueOrDefault(Tokens) is not GgufArray { ElementType: GgufValueType.String } tokens || tokens.Length is < 1 or > MaxTokens)
            throw Broken(Tokens, "no list of texts that could be a vocabulary", $"1 to {MaxTokens} texts");
        if (tokens.Repeated is var (first, second)) // which llama.cpp asserts
            throw Broken(Tokens, $"a list with one text twice, as tokens {first} and {second}", "texts that differ");
        List("tokenizer.ggml.scores", tokens.Length, GgufValueType.Float32);
        List("tokenizer.ggml.token_type", tokens.Length, GgufValueType.Int32, GgufValueType.UInt32);
        if (header.Facts.GetValueOrDefault("tokenizer.ggml.merges") is { } merges && merges is not GgufArray { ElementType: GgufValueType.String })
            throw Broken("tokenizer.ggml.merges", "no list of texts", "a list of texts");
        foreach (var (key, value) in header.Facts)
        {
            if (key.StartsWith("tokenizer.ggml.", StringComparison.Ordinal) && key.EndsWith("_token_id", StringComparison.Ordinal) && value is not (>= 0L and <= uint.MaxValue))
                throw Broken(key, "no token", $"0 to {tokens.Length - 1}");
        }
    }

    void List(string key, long length, params ReadOnlySpan<GgufValueType> types)
    {
        if (!header.Facts.TryGetValue(key, out var value))
            return;
        if (value is not GgufArray list || list.Length != length || !types.Contains(list.ElementType))
            throw Broken(key, value is GgufArray { Length: var count } ? $"a list of {count}" : "no list", $"a list of {length} {(types[0] == GgufValueType.Float32 ? "floats" : "whole numbers")}, one a token");
    }

    // A number that must be there.
    long Number(string name, long least, long most)
    {
        var key = $"{architecture}.{name}";
        return header.Facts.GetValueOrDefault(key) is long number && number >= least && number <= most
            ? number
            : throw Broken(key, header.Facts.TryGetValue(key, out var value) ? value is GgufArray ? "a list" : Convert.ToString(value, CultureInfo.InvariantCulture)! : "missing", $"{least} to {most}");
    }

    // One number for all layers, or one for each; null when it is not there.
    long[]? EachLayer(string name, long layers)
    {
        var key = $"{architecture}.{name}";
        return header.Facts.GetValueOrDefault(key) switch
        {
            null => null,
            long all => [.. Enumerable.Repeat(all, (int)layers)],
            GgufArray { Numbers: { } each } when each.Count >= layers && each.All(number => number >= 0) => [.. each.Take((int)layers)],
            _ => throw Broken(key, "no whole number and no list of one a layer", $"a whole number, or {layers} of them"),
        };
    }

    EngineException Broken(string key, string found, string allowed) => new($"{path} is not a GGUF model that can be loaded: '{key}' is {found}; allowed: {allowed}.");
}
