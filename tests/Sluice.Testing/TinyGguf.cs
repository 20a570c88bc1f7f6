using System.Text;

namespace Sluice.Testing;

/// <summary>
/// A language model that knows nothing: 2 layers, 64 dimensions, random weights from a fixed seed, a byte-level vocabulary
/// and the ChatML template. It loads in milliseconds and decodes thousands of tokens a second, so that the engine's own
/// behaviour can be tested fast; what it writes is noise, and the same noise on every run.
/// </summary>
public static class TinyGguf
{
    public const string EndOfTurn = "<|im_end|>";

    public const string ChatMl =
        "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}{% endfor %}"
        + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

    const int Layers = 2, Width = 64, Hidden = 96, Heads = 4, KeyHeads = 2;

    static readonly string[] Specials = ["<|endoftext|>", "<|im_start|>", EndOfTurn];
    static readonly string[] Merges = ["{ \"", "\" :", "\" ,", "\" }", "Ġ \""];

    /// <summary>Writes the model; the same arguments give the same bytes.</summary>
    public static string Write(string path, int seed = 7, int contextLength = 2048, string? chatTemplate = ChatMl)
    {
        var random = new Random(seed);
        using var writer = new TinyGgufWriter();
        WriteFacts(writer, contextLength, chatTemplate);
        WriteWeights(writer, random);
        writer.Save(path);
        return path;
    }

    static void WriteFacts(TinyGgufWriter writer, int contextLength, string? chatTemplate)
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
        writer.Fact("llama.vocab_size", (uint)(256 + Merges.Length + Specials.Length));

        var tokens = ByteTokens().Concat(Merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal))).Concat(Specials).ToArray();
        writer.Fact("tokenizer.ggml.model", "gpt2");
        writer.Fact("tokenizer.ggml.pre", "gpt-2");
        writer.Fact("tokenizer.ggml.tokens", tokens);
        writer.Fact("tokenizer.ggml.token_type", tokens.Select(token => Specials.Contains(token) ? 3 : 1).ToArray());
        writer.Fact("tokenizer.ggml.merges", Merges);
        writer.Fact("tokenizer.ggml.bos_token_id", (uint)(tokens.Length - 3));
        writer.Fact("tokenizer.ggml.eos_token_id", (uint)(tokens.Length - 1));
        writer.Fact("tokenizer.ggml.add_bos_token", false);
        if (chatTemplate is not null)
            writer.Fact("tokenizer.chat_template", chatTemplate);
    }

    static void WriteWeights(TinyGgufWriter writer, Random random)
    {
        var vocabulary = 256 + Merges.Length + Specials.Length;
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
        writer.Tensor("output_norm.weight", Width, 1, () => 1);
        // The normed state has length 8, so the scores get a spread of about 2.5: some tokens are likely, none certain.
        writer.Tensor("output.weight", Width, vocabulary, Normal(random, 0.3));
    }

    /// <summary>The 256 bytes as GPT-2 spells them: printable Latin-1 as itself, the others moved to U+0100 and up.</summary>
    static IEnumerable<string> ByteTokens()
    {
        var moved = 0;
        for (var value = 0; value < 256; value++)
        {
            var printable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            yield return new Rune(printable ? value : 0x100 + moved++).ToString();
        }
    }

    static Func<float> Normal(Random random, double deviation) =>
        () => (float)(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
