using Sluice.Engine.Models.Gguf;
using Sluice.Engine.Models.Weights;
using Sluice.Protocol.Markup;

namespace Sluice.Engine.Models.Files;

/// <summary>Makes a <see cref="ModelFile"/> of the headers of a model's files.</summary>
internal static class ModelFileReader
{
    public static ModelFile Read(string path)
    {
        var first = GgufHeader.Read(path);
        string[] paths = first.IsSplit ? [.. GgufSplit.Paths(path, first)] : [path];
        GgufHeader[] all = [first, .. paths.Skip(1).Select(GgufHeader.Read)];
        var tensors = all.SelectMany(header => header.Tensors).ToArray();
        var types = tensors.GroupBy(tensor => GgufTensorTypes.NameOf(tensor.Type) ?? $"type {tensor.Type}")
            .Select(group => KeyValuePair.Create(group.Key, group.Sum(GgufTensorTypes.WeightsOf)))
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToArray();
        var template = first.Facts.GetValueOrDefault("tokenizer.chat_template") as string;
        var stored = tensors.Sum(tensor => GgufTensorTypes.BytesOf(tensor) ?? 0);
        return new ModelFile
        {
            Name = GgufSplit.NameOf(path),
            Paths = paths,
            Bytes = paths.Sum(each => new FileInfo(each).Length),
            Architecture = first.Architecture ?? "unknown",
            Title = first.Facts.GetValueOrDefault("general.name") as string,
            Kind = first.Kind,
            Parameters = types.Sum(pair => pair.Value),
            Types = types,
            Quantisation = FileTypes.NameOf(first, types),
            ContextTokens = Number(first, "context_length"),
            Layers = Number(first, "block_count"),
            Hidden = Number(first, "embedding_length"),
            Heads = Number(first, "attention.head_count"),
            KeyHeads = Number(first, "attention.head_count_kv") ?? Number(first, "attention.head_count"),
            Experts = Number(first, "expert_count") is > 0 and var experts ? experts : null,
            ExpertsUsed = Number(first, "expert_used_count"),
            VocabularySize = (first.Facts.GetValueOrDefault("tokenizer.ggml.tokens") as GgufArray)?.Length,
            Window = Number(first, "attention.sliding_window") is > 0 and var window ? window : null,
            IsEmbedding = first.IsEmbedding,
            ChatTemplate = template,
            Layout = template is null ? null : TemplateLayouts.Of(template),
            Family = template is null ? null : AnswerMarkup.Of(template).Name,
            TensorBytes = stored,
            LoadedBytes = WideWeights.Suit(first) ? tensors.Sum(WideWeights.LoadedBytes) : stored,
            KvNumbers = KvNumbers(first, tensors),
        };
    }

    /// <summary>A whole number of the architecture, or the largest of one a layer.</summary>
    static long? Number(GgufHeader header, string key) => header.Facts.GetValueOrDefault($"{header.Architecture}.{key}") switch
    {
        long number => number,
        GgufArray { Numbers: { Count: > 0 } each } => each.Max(),
        _ => null,
    };

    static long? KvNumbers(GgufHeader header, GgufTensor[] tensors)
    {
        if (header.IsEmbedding || tensors.Any(tensor => tensor.Name.Contains(".ssm_", StringComparison.Ordinal)))
            return null;
        if (Number(header, "block_count") is not > 0 and not > 4096 || Number(header, "attention.head_count") is not > 0)
            return null;
        long layers = Number(header, "block_count")!.Value, heads = Number(header, "attention.head_count")!.Value;
        var size = Number(header, "embedding_length") / heads;
        var keys = Number(header, "attention.key_length") ?? size;
        var values = Number(header, "attention.value_length") ?? size;
        var each = header.Facts.GetValueOrDefault($"{header.Architecture}.attention.head_count_kv") switch
        {
            GgufArray { Numbers: { } perLayer } => perLayer.Sum(),
            long same => same * layers,
            _ => heads * layers,
        };
        return each * (keys + values);
    }
}
