using System.Globalization;
using Sluice.Cli.Downloads;
using Sluice.Cli.Viewing;
using Sluice.Engine;

namespace Sluice.Cli.ModelFiles;

/// <summary>One model file for people.</summary>
internal static class ModelFilePage
{
    private const int LabelWidth = 18;

    /// <param name="memory">Of this machine, in bytes.</param>
    public static void Write(TextWriter output, ModelFile file, int context, int concurrency, KvType type, long memory)
    {
        output.WriteLine($"{file.Name}{(file.Title is { } title && title != file.Name ? $" ({title})" : "")}");
        Row("file", $"{file.Paths[0]}{(file.Paths.Count > 1 ? $" and {file.Paths.Count - 1} more" : "")}, {Amounts.Bytes(file.Bytes)}");
        Row("architecture", $"{file.Architecture}{(file.Kind is null or "model" ? "" : $", {file.Kind}: this is no whole model")}{(file.IsEmbedding ? ", for embeddings" : "")}");
        Row("parameters", Parameters(file.Parameters));
        Row("shape", Shape(file));
        Row("quantisation", string.Create(CultureInfo.InvariantCulture, $"{file.Quantisation}, {file.BitsPerWeight:0.00} bits a weight ({string.Join(", ", file.Types.Select(pair => $"{Share(pair.Value, file.Parameters)} {pair.Key}"))})"));
        Row("context", $"{Known(file.ContextTokens)} tokens{(file.Window is { } window ? $", of which some layers see {Figures.Count(window)}" : "")}");
        Row("chat template", file.ChatTemplate is { } template ? $"{file.Layout ?? "of its own"} layout, {(file.Family == "none" ? "no marks of reasoning or calls" : $"reasoning and calls as {file.Family}")}; {Figures.Count(template.Length)} characters" : "none");
        output.WriteLine();
        MemoryNeed need = MemoryNeed.Of(file, context, concurrency, type);
        output.WriteLine($"memory at {Figures.Count(concurrency)} x {Figures.Count(context)} tokens, keys and values as {NameOf(type)}");
        Row("weights", Amounts.Bytes(need.Weights) + (need.Weights != file.TensorBytes ? $" ({Amounts.Bytes(file.TensorBytes)} stored; held wider, which this processor multiplies faster)" : ""));
        Row("keys and values", file.IsEmbedding ? "none are kept" : need.Cache is { } cache ? $"{Amounts.Bytes(cache)} ({Amounts.Bytes(file.KvBytes(type) ?? 0)} a token{(file.Window is null ? "" : "; less where layers see a window")})" : "not told by the file: this kind of layer keeps a state of its own size");
        Row("this machine", $"{Amounts.Bytes(memory)}: {(need.Sum > memory ? $"{Amounts.Bytes(need.Sum - memory)} missing" : "fits")}, with llama.cpp's working memory beside");

        void Row(string label, string text) => output.WriteLine($"  {label.PadRight(LabelWidth)}{text}");
    }

    /// <summary>"134 M" or "20.9 B".</summary>
    public static string Parameters(long count) => count switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{count / 1e9:0.0} B"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{count / 1e6:0} M"),
        _ => Figures.Count(count),
    };

    public static string NameOf(KvType type) => KvTypes.ByName.First(pair => pair.Value == type).Key;

    private static string Shape(ModelFile file)
    {
        string experts = file.Experts is { } all ? $", {all} experts of which {Known(file.ExpertsUsed)} are used" : "";
        return $"{Known(file.Layers)} layers, hidden {Known(file.Hidden)}, {Known(file.Heads)} heads ({Known(file.KeyHeads)} of keys and values){experts}, vocabulary {Known(file.VocabularySize)}";
    }

    private static string Known(long? figure) => figure is { } known ? Figures.Count(known) : Figures.Unknown;

    private static string Share(long part, long whole) => part * 200 < whole ? "<1 %" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / Math.Max(1, whole):0} %");
}
