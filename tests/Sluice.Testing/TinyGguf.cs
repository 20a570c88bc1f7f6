namespace Sluice.Testing;

/// <summary>
/// A language model that knows nothing: 2 layers, 64 dimensions, random weights from a fixed seed, a vocabulary of some
/// hundred tokens and the ChatML template. It loads in milliseconds and decodes thousands of tokens a second, so that the engine's own
/// behaviour can be tested fast; what it writes is noise, and the same noise on every run.
/// </summary>
public static class TinyGguf
{
    public const string EndOfTurn = "<|im_end|>";

    public const string ChatMl =
        "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}{% endfor %}"
        + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

    const int Layers = 2, Width = 64, Hidden = 96, Heads = 4, KeyHeads = 2;

    /// <summary>Writes the model; the same arguments give the same bytes.</summary>
    public static string Write(string path, int seed = 7, int contextLength = 2048, string? chatTemplate = ChatMl, TinyVocabulary? vocabulary = null)
    {
        var tokens = vocabulary ?? TinyVocabulary.ByteLevel;
        var random = new Random(seed);
        using var writer = new TinyGgufWriter();
        WriteFacts(writer, contextLength, chatTemplate, tokens);
        WriteWeights(writer, random, tokens.Tokens.Length);
        writer.Save(path);
        return path;
    }

    /// <summary>Writes the same model as two files, NAME-00001-of-00002.gguf and NAME-00002-of-00002.gguf.</summary>
    /// <returns>The paths of both.</returns>
    public static (string First, string Second) WriteSplit(string pathWithoutEnd, int seed = 7)
    {
        var vocabulary = TinyVocabulary.ByteLevel;
        var random = new Random(seed);
        using var first = new TinyGgufWriter();
        WriteFacts(first, contextLength: 2048, ChatMl, vocabulary);
        WriteSplitFacts(first, 0);
        WriteLayers(first, random, vocabulary.Tokens.Length);
        first.Save($"{pathWithoutEnd}-00001-of-00002.gguf");
        using var second = new TinyGgufWriter();
        WriteSplitFacts(second, 1);
        WriteOutput(second, random, vocabulary.Tokens.Length);
        second.Save($"{pathWithoutEnd}-00002-of-00002.gguf");
        return ($"{pathWithoutEnd}-00001-of-00002.gguf", $"{pathWithoutEnd}-00002-of-00002.gguf");
    }

    /// <summary>Writes a file that says of itself that it is no model, such as an "adapter" or an "mmproj".</summary>
    public static string WriteKind(string path, string kind)
    {
        using var writer = new TinyGgufWriter();
        writer.Fact("general.architecture", "llama");
        writer.Fact("general.type", kind);
        writer.Save(path);
        return path;
    }

    static void WriteSplitFacts(TinyGgufWriter writer, ushort number)
    {
        writer.Fact("split.no", number);
        writer.Fact("split.count", (ushort)2);
        writer.Fact("split.tensors.count", 1 + Layers * 9 + 2);
    }

    static void WriteFacts(TinyGgufWriter writer, int contextLength, string? chatTemplate, TinyVocabulary vocabulary)
    {
        writer.Fact("general.architecture", "llama");
        writer.Fact("general.name", "tiny random");
        writer.Fact("llama.context_length", (uint)contextLength);
        writer.Fact("llama.embedding_length", (uint)Width);
        writer.Fact("llama.block_count", (uint)Layers);
        writer.Fact("llama.feed_forward_length", (uint)Hidden);
        writer.Fact("llama.attention.head_count", (uint)Heads);
        writer.Fact("llama.attention.head_count_kv", (uint)KeyHeads);
        writer.Fact("llama.attention.layer_norm_rms_epsilon", 1e-5f);
        writer.Fact("llama.rope.dimension_count", (uint)(Width / Heads));
        writer.Fact("llama.vocab_size", (uint)vocabulary.Tokens.Length);
        vocabulary.Write(writer);
        if (chatTemplate is not null)
            writer.Fact("tokenizer.chat_template", chatTemplate);
    }

    static void WriteWeights(TinyGgufWriter writer, Random random, int vocabulary)
    {
        WriteLayers(writer, random, vocabulary);
        WriteOutput(writer, random, vocabulary);
    }

    static void WriteLayers(TinyGgufWriter writer, Random random, int vocabulary)
    {
        const int keys = Width / Heads * KeyHeads;
        writer.Tensor("token_embd.weight", Width, vocabulary, Normal(random, 1));
        for (var layer = 0; layer < Layers; layer++)
        {
            var at = $"blk.{layer}.";
            writer.Tensor(at + "attn_norm.weight", Width, 1, () => 1);
            writer.Tensor(at + "attn_q.weight", Width, Width, Normal(random, 0.2));
            writer.Tensor(at + "attn_k.weight", Width, keys, Normal(random, 0.2));
            writer.Tensor(at + "attn_v.weight", Width, keys, Normal(random, 0.2));
            writer.Tensor(at + "attn_output.weight", Width, Width, Normal(random, 0.2));
            writer.Tensor(at + "ffn_norm.weight", Width, 1, () => 1);
            writer.Tensor(at + "ffn_gate.weight", Width, Hidden, Normal(random, 0.2));
            writer.Tensor(at + "ffn_up.weight", Width, Hidden, Normal(random, 0.2));
            writer.Tensor(at + "ffn_down.weight", Hidden, Width, Normal(random, 0.2));
        }
    }

    static void WriteOutput(TinyGgufWriter writer, Random random, int vocabulary)
    {
        writer.Tensor("output_norm.weight", Width, 1, () => 1);
        // The normed state has length 8, so the scores get a spread of about 2.5: some tokens are likely, none certain.
        writer.Tensor("output.weight", Width, vocabulary, Normal(random, 0.3));
    }

    static Func<float> Normal(Random random, double deviation) =>
        () => (float)(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
