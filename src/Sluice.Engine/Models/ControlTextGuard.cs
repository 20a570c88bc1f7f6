using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sluice.Engine.Models;

/// <summary>
/// Keeps what users write from becoming control tokens. Where their text spells one, a mark stands in its place while the template
/// is rendered; wherever the template moves, trims or repeats that text, the mark goes with it and is turned back into plain text after.
/// </summary>
internal sealed class ControlTextGuard
{
    const int MaxDepth = 1000; // a writer's own bound; how deep a request may be is told where it is read

    // Printable, no letters, no white space: no filter of a template changes them, and JSON does not escape them.
    const char MarkStart = '\u2045', MarkEnd = '\u2046';

    readonly SearchValues<string> controlTexts;
    readonly IReadOnlyList<string> byLength;
    readonly List<string> hidden = [];
    readonly string prefix;

    public ControlTextGuard(Vocabulary vocabulary, Conversation conversation)
    {
        (controlTexts, byLength) = (vocabulary.ControlTextSearch, vocabulary.ControlTexts);
        prefix = UnusedPrefix(conversation);
        Conversation = new Conversation(Guarded(conversation.Messages), Guarded(conversation.Tools), Guarded(conversation.Settings)) { End = conversation.End };
    }

    /// <summary>What the template sees.</summary>
    public Conversation Conversation { get; }

    /// <summary>The rendered text in pieces: the template's and the users', and between them what spells a control token and must stay text.</summary>
    public IEnumerable<(string Piece, bool IsControlText)> Split(string rendered)
    {
        var start = 0;
        for (var at = rendered.IndexOf(prefix, StringComparison.Ordinal); hidden.Count > 0 && at >= 0; at = rendered.IndexOf(prefix, at + 1, StringComparison.Ordinal))
        {
            var number = at + prefix.Length;
            var end = rendered.IndexOf(MarkEnd, number);
            if (end < 0 || !int.TryParse(rendered.AsSpan(number, end - number), NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= hidden.Count)
                continue; // a mark that the template cut in two spells nothing any more
            yield return (rendered[start..at], false);
            yield return (hidden[index], true);
            start = end + 1;
        }
        yield return (rendered[start..], false);
    }

    string Hide(string text)
    {
        if (!text.AsSpan().ContainsAny(controlTexts))
            return text;
        var result = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        for (var at = rest.IndexOfAny(controlTexts); at >= 0; at = rest.IndexOfAny(controlTexts))
        {
            var found = Longest(rest[at..]);
            result.Append(rest[..at]).Append(prefix).Append(CultureInfo.InvariantCulture, $"{hidden.Count}").Append(MarkEnd);
            hidden.Add(found);
            rest = rest[(at + found.Length)..];
        }
        return result.Append(rest).ToString();
    }

    string Longest(ReadOnlySpan<char> text)
    {
        foreach (var candidate in byLength)
        {
            if (text.StartsWith(candidate, StringComparison.Ordinal))
                return candidate;
        }
        throw new InvalidOperationException("a control text was found that is none");
    }

    JsonElement? Guarded(JsonElement? element) => element is { } given ? Guarded(given) : null;

    JsonElement Guarded(JsonElement element) => Json(writer => Write(writer, element));

    void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    writer.WritePropertyName(Utf8(Hide(Read(() => property.Name))));
                    Write(writer, property.Value);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Utf8(Hide(Read(element.GetString))));
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    static string Read(Func<string?> text)
    {
        try
        {
            return text()!;
        }
        catch (InvalidOperationException problem)
        {
            throw new EngineException("A string of the request holds half a surrogate pair, which is no text.", problem);
        }
    }

    static JsonElement Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            write(writer);
        return JsonElement.Parse(buffer.WrittenSpan, new JsonDocumentOptions { MaxDepth = MaxDepth });
    }

    // Half a surrogate pair becomes a replacement character, as it always did on the way to llama.cpp.
    static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    static string UnusedPrefix(Conversation conversation)
    {
        List<string> marked = [];
        foreach (var element in new[] { conversation.Messages, conversation.Tools, conversation.Settings })
        {
            if (element is { } given)
                Collect(given, marked);
        }
        for (var nonce = 0; ; nonce++)
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"{MarkStart}{nonce}:");
            if (!marked.Any(text => text.Contains(prefix, StringComparison.Ordinal)))
                return prefix;
        }
    }

    // Every text that holds the sign a mark begins with.
    static void Collect(JsonElement element, List<string> marked)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Note(Read(() => property.Name), marked);
                    Collect(property.Value, marked);
                }
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    Collect(item, marked);
                break;
            case JsonValueKind.String:
                Note(Read(element.GetString), marked);
                break;
            default:
                break;
        }
    }

    static void Note(string text, List<string> marked)
    {
        if (text.Contains(MarkStart))
            marked.Add(text);
    }
}
