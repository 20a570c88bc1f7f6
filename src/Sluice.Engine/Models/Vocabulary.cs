using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Sluice.Engine.Native;

namespace Sluice.Engine.Models;

/// <summary>The tokens of a model: what each writes, which end an answer, and how text becomes tokens. Immutable, thread-safe.</summary>
internal sealed unsafe class Vocabulary
{
    const int Unknown = 1 << 0; // LLAMA_TOKEN_ATTR_UNKNOWN: with control tokens, what llama.cpp finds in a text only when asked to

    readonly nint vocabulary;
    readonly byte[]?[] bytes;
    readonly bool[] ends;

    public Vocabulary(nint vocabulary)
    {
        this.vocabulary = vocabulary;
        var count = Llama.VocabularySize(vocabulary);
        bytes = new byte[]?[count];
        ends = new bool[count];
        var controls = new HashSet<string>(StringComparer.Ordinal);
        for (var token = 0; token < count; token++)
        {
            bytes[token] = ReadPiece(token);
            ends[token] = Llama.IsEndOfGeneration(vocabulary, token) != 0;
            if (IsControl(token) && TextOf(token) is { Length: > 0 } text)
                controls.Add(text);
        }
        ControlTexts = [.. controls.OrderByDescending(text => text.Length)];
        ControlTextSearch = SearchValues.Create([.. controls], StringComparison.Ordinal);
        EndTokens = [.. Enumerable.Range(0, count).Where(token => ends[token])];
        BeginningToken = Llama.AddsBeginning(vocabulary) != 0 ? Llama.BeginningToken(vocabulary) : null;
        BeginningText = TextOf(Llama.BeginningToken(vocabulary));
        EndText = TextOf(Llama.EndToken(vocabulary));
    }

    public int Count => bytes.Length;

    /// <summary>What each token writes; null for control tokens and those that end an answer, which write nothing.</summary>
    public IReadOnlyList<byte[]?> Bytes => bytes;

    /// <summary>The tokens with which the model ends an answer (end of text, end of turn).</summary>
    public IReadOnlyList<int> EndTokens { get; }

    /// <summary>The token that stands before every prompt of this model, if it has one.</summary>
    public int? BeginningToken { get; }

    /// <summary>How the vocabulary spells its beginning token, whether or not prompts begin with it; null when it has none.</summary>
    public string? BeginningText { get; }

    /// <summary>How it spells its end token; null when it has none.</summary>
    public string? EndText { get; }

    /// <summary>The spellings of control tokens such as &lt;|im_end|&gt;, longest first.</summary>
    public IReadOnlyList<string> ControlTexts { get; }

    /// <summary>Finds <see cref="ControlTexts"/> in a text.</summary>
    public SearchValues<string> ControlTextSearch { get; }

    /// <summary>What a token writes; for a control token how it is spelled.</summary>
    public byte[] Spelling(int token) => bytes[token] ?? Encoding.UTF8.GetBytes(TextOf(token) ?? "");

    /// <summary>Of some texts, those that are control tokens here: (token) → text.</summary>
    public Dictionary<int, byte[]> ControlTokens(IReadOnlyList<string> texts)
    {
        var found = new Dictionary<int, byte[]>();
        foreach (var text in texts.Where(ControlTexts.Contains))
        {
            if (Tokenize(text, readSpecials: true) is [var token])
                found[token] = Encoding.UTF8.GetBytes(text);
        }
        return found;
    }

    public bool EndsAnswer(int token) => ends[token];

    /// <summary>Text to tokens, without a beginning token. With <paramref name="readSpecials"/> the spelling of a control token becomes that token; text of users is read without.</summary>
    public int[] Tokenize(ReadOnlySpan<byte> utf8, bool readSpecials) => utf8.IsEmpty ? [] : Tokenize(utf8, addSpecials: false, readSpecials);

    /// <summary>A whole text to tokens, between those with which the model wants it to begin and to end.</summary>
    public int[] TokenizeWhole(string text) => Tokenize(Encoding.UTF8.GetBytes(text), addSpecials: true, readSpecials: false);

    int[] Tokenize(ReadOnlySpan<byte> utf8, bool addSpecials, bool readSpecials)
    {
        var tokens = new int[utf8.Length + 8];
        fixed (byte* text = utf8.IsEmpty ? "\0"u8 : utf8) // an empty span would be a null pointer
        {
            var count = Call(text, utf8.Length, tokens, addSpecials, readSpecials);
            if (count < 0)
            {
                tokens = new int[-count];
                count = Call(text, utf8.Length, tokens, addSpecials, readSpecials);
            }
            if (count < 0)
                throw new EngineException($"llama.cpp could not read a text of {utf8.Length} bytes as tokens. {NativeLog.TakeLines()}".TrimEnd());
            return tokens[..count];
        }
    }

    public int[] Tokenize(string text, bool readSpecials) => Tokenize(Encoding.UTF8.GetBytes(text), readSpecials);

    int Call(byte* text, int length, int[] tokens, bool addSpecials, bool readSpecials)
    {
        fixed (int* buffer = tokens)
            return Llama.Tokenize(vocabulary, text, length, buffer, tokens.Length, addSpecials ? (byte)1 : (byte)0, readSpecials ? (byte)1 : (byte)0);
    }

    byte[]? ReadPiece(int token)
    {
        Span<byte> buffer = stackalloc byte[256];
        var count = Piece(token, buffer);
        if (count < 0)
        {
            buffer = new byte[-count];
            count = Piece(token, buffer);
        }
        // An ending token may have a spelling ("</s>" as a plain token); it is a sign, not text.
        return count <= 0 || Llama.IsEndOfGeneration(vocabulary, token) != 0 ? null : buffer[..count].ToArray();
    }

    int Piece(int token, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
            return Llama.TokenToPiece(vocabulary, token, start, buffer.Length, leftStrip: 0, special: 0);
    }

    bool IsControl(int token) =>
        Llama.IsControl(vocabulary, token) != 0 || (Llama.TokenAttributes(vocabulary, token) & Unknown) != 0;

    string? TextOf(int token) => token < 0 ? null : Marshal.PtrToStringUTF8((nint)Llama.TokenText(vocabulary, token));
}
