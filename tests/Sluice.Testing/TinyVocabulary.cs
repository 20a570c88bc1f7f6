using System.Text;

namespace Sluice.Testing;

/// <summary>The tokens of a <see cref="TinyGguf"/>: every byte, a few longer pieces, and the control tokens at the end.</summary>
public sealed class TinyVocabulary
{
    /// <summary>How many control tokens stand last: end of text (also the beginning), begin of turn, end of turn.</summary>
    public const int SpecialCount = 3;

    const int NormalType = 1, ControlType = 3, ByteType = 6; // token types of the format

    static readonly string[] Specials = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"];

    readonly Action<TinyGgufWriter, string[]> writeFacts;

    readonly bool addsBeginning;

    TinyVocabulary(IEnumerable<string> pieces, Action<TinyGgufWriter, string[]> writeFacts, bool addsBeginning = false)
    {
        this.addsBeginning = addsBeginning;
        Tokens = [.. pieces, .. Specials];
        this.writeFacts = writeFacts;
    }

    /// <summary>GPT-2's kind: bytes are spelled as printable characters, longer tokens come of merges.</summary>
    public static TinyVocabulary ByteLevel { get; } = OfMerges(["{ \"", "\" :", "\" ,", "\" }", "Ġ \""]);

    /// <summary>The same of a model that wants its beginning token before every text.</summary>
    public static TinyVocabulary WithBeginning { get; } = OfMerges(["{ \"", "\" :", "\" ,", "\" }", "Ġ \""], addsBeginning: true);

    /// <summary>Byte-level too, with merges across the borders of characters and of JSON's own text.</summary>
    public static TinyVocabulary Merging { get; } = OfMerges(
        ["\" :", "\": \"", "\" ,", "\", \"", "{ \"", "n a", "na m", "nam e", "a g", "ag e", "\" }", "] }", "\" ]", "Ġ \"", ": Ġ", "Ã ¤", "Ã ¶", "ð Ł", "ðŁ ĺ", "e r", "t r", "tr u", "tru e", "1 2", "Ġ a", "Ġ {"]);

    /// <summary>SentencePiece's kind: "▁" for a space, a score for each piece, bytes for what no piece spells.</summary>
    public static TinyVocabulary SentencePiece { get; } = new(
        [
            .. Enumerable.Range(0, 256).Select(value => $"<0x{value:X2}>"),
            .. Enumerable.Range('!', '~' - '!' + 1).Select(letter => ((char)letter).ToString()),
            "▁", "ä", "ö", "界", "😀", "▁{", "{\"", "\":", "\":\"", "\",\"", "\"}", "na", "name", "age", "tr", "true", "er", "▁a", "12", "▁\"",
        ],
        WriteSentencePiece);

    /// <summary>Their spellings in the file.</summary>
    public string[] Tokens { get; }

    internal void Write(TinyGgufWriter writer)
    {
        writeFacts(writer, Tokens);
        writer.Fact("tokenizer.ggml.tokens", Tokens);
        writer.Fact("tokenizer.ggml.token_type", Tokens.Select(TypeOf).ToArray());
        writer.Fact("tokenizer.ggml.bos_token_id", (uint)(Tokens.Length - 3));
        writer.Fact("tokenizer.ggml.eos_token_id", (uint)(Tokens.Length - 1));
        writer.Fact("tokenizer.ggml.add_bos_token", addsBeginning);
    }

    static TinyVocabulary OfMerges(string[] merges, bool addsBeginning = false) => new(
        ByteTokens().Concat(merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal))),
        (writer, _) =>
        {
            writer.Fact("tokenizer.ggml.model", "gpt2");
            writer.Fact("tokenizer.ggml.pre", "gpt-2");
            writer.Fact("tokenizer.ggml.merges", merges);
        },
        addsBeginning);

    static void WriteSentencePiece(TinyGgufWriter writer, string[] tokens)
    {
        writer.Fact("tokenizer.ggml.model", "llama");
        // Longer pieces score higher, so that they are put together first.
        writer.Fact("tokenizer.ggml.scores", tokens.Select(token => (float)token.Length).ToArray());
        writer.Fact("tokenizer.ggml.unknown_token_id", (uint)(tokens.Length - 3));
        writer.Fact("tokenizer.ggml.add_space_prefix", true);
    }

    static int TypeOf(string token) =>
        Specials.Contains(token) ? ControlType : token.Length == 6 && token.StartsWith("<0x", StringComparison.Ordinal) ? ByteType : NormalType;

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
}
