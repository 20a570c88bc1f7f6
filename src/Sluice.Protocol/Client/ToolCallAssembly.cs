using System.Text.Json;
using Sluice.Protocol.Chat;

namespace Sluice.Protocol.Client;

/// <summary>Puts tool calls together from the deltas of many chunks.</summary>
sealed class ToolCallAssembly : IDisposable
{
    const int MaxCalls = 128; // OpenAI's own limit of tools per request

    readonly List<Call> calls = [];
    readonly TextBuffer chunkText = new();
    ToolCallDeltas.Part[] parts = [];
    int partCount;
    int kept; // parts of this chunk that belong to the first choice

    /// <summary>Bytes of all arguments.</summary>
    public int Length { get; private set; }

    public ToolCallDeltas LastChunk => new(parts.AsSpan(0, kept), chunkText.From(0));

    public void BeginChunk()
    {
        chunkText.Truncate(0);
        partCount = kept = 0;
    }

    public void BeginChoice() => partCount = kept;

    /// <summary>The deltas read since <see cref="BeginChoice"/> belong to our choice: adds them to their calls.</summary>
    public void KeepChoice()
    {
        for (; kept < partCount; kept++)
        {
            var part = parts[kept];
            while (calls.Count <= part.Index)
                calls.Add(new());
            var call = calls[part.Index];
            call.Id.AppendPlain(chunkText.Slice(part.Id));
            call.Name.AppendPlain(chunkText.Slice(part.Name));
            call.Arguments.AppendPlain(chunkText.Slice(part.Arguments));
            Length += part.Arguments.End.Value - part.Arguments.Start.Value;
        }
    }

    /// <summary>Reads the array that the reader stands on. A call without an index has that of its place.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        var place = 0;
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (reader.TokenType is JsonTokenType.StartObject)
                Add(ReadDelta(ref reader, place++));
            else
                reader.Skip();
        }
    }

    public IReadOnlyList<ToolCall> ToList() =>
        calls.Count == 0 ? [] : [.. calls.Select(call => new ToolCall(call.Id.ToString(), call.Name.ToString(), call.Arguments.ToString()))];

    public void Dispose()
    {
        chunkText.Dispose();
        foreach (var call in calls)
            call.Dispose();
    }

    void Add(ToolCallDeltas.Part part)
    {
        if (part.Index is < 0 or >= MaxCalls)
            throw new JsonException($"tool call {part.Index} is beyond the {MaxCalls} that are allowed");
        if (partCount == parts.Length)
            Array.Resize(ref parts, Math.Max(4, parts.Length * 2));
        parts[partCount++] = part;
    }

    ToolCallDeltas.Part ReadDelta(ref Utf8JsonReader reader, int index)
    {
        var (id, name, arguments) = (default(Range), default(Range), default(Range));
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("index"u8))
                index = Index(ref reader) ?? index;
            else if (reader.ValueTextEquals("id"u8))
                id = Text(ref reader);
            else if (reader.ValueTextEquals("function"u8))
                ReadFunction(ref reader, ref name, ref arguments);
            else
                reader.Skip();
        }
        return new(index, id, name, arguments);
    }

    void ReadFunction(ref Utf8JsonReader reader, ref Range name, ref Range arguments)
    {
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("name"u8))
                name = Text(ref reader);
            else if (reader.ValueTextEquals("arguments"u8))
                arguments = Text(ref reader);
            else
                reader.Skip();
        }
    }

    static int? Index(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.Number && reader.TryGetInt32(out var index))
            return index;
        reader.Skip();
        return null;
    }

    Range Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        var start = chunkText.Length;
        if (reader.TokenType is JsonTokenType.String)
            chunkText.AppendString(ref reader);
        else
            reader.Skip();
        chunkText.EndText();
        return start..chunkText.Length;
    }

    /// <summary>One call so far.</summary>
    sealed class Call : IDisposable
    {
        public TextBuffer Id { get; } = new();

        public TextBuffer Name { get; } = new();

        public TextBuffer Arguments { get; } = new();

        public void Dispose()
        {
            Id.Dispose();
            Name.Dispose();
            Arguments.Dispose();
        }
    }
}
