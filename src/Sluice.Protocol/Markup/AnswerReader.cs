namespace Sluice.Protocol.Markup;

/// <summary>
/// Takes an answer apart while it is written: reasoning, calls of functions and what the user reads. The parts do not depend
/// on how the text is cut into pieces, but for where parts of one kind are cut. For one answer.
/// </summary>
public abstract class AnswerReader
{
    readonly MarkedText text = new();
    readonly List<AnswerPart> parts = [];

    private protected AnswerReader()
    {
    }

    /// <summary>How many calls there were.</summary>
    public int Calls { get; private set; }

    /// <summary>The parts that are certain with this piece, often none.</summary>
    public IReadOnlyList<AnswerPart> Append(string piece)
    {
        text.Append(piece);
        return Read(isLast: false);
    }

    /// <summary>The rest, when the answer is over. What began like a call and is none is content, markers included.</summary>
    public IReadOnlyList<AnswerPart> Finish() => Read(isLast: true);

    /// <summary>The markers that mean something in the section being read.</summary>
    private protected abstract IReadOnlyList<string> Markers { get; }

    /// <summary>Text of the section being read.</summary>
    /// <returns>Null, or what has to be read again because another section began or ended before it.</returns>
    private protected abstract string? Take(string piece);

    /// <summary>A marker after it.</summary>
    /// <inheritdoc cref="Take" path="/returns"/>
    private protected abstract string? Pass(string marker);

    /// <summary>The answer is over.</summary>
    /// <inheritdoc cref="Take" path="/returns"/>
    private protected abstract string? End();

    private protected void AddContent(string piece)
    {
        if (piece.Length > 0)
            parts.Add(new AnswerPart.Content(piece));
    }

    private protected void AddReasoning(string piece)
    {
        if (piece.Length > 0)
            parts.Add(new AnswerPart.Reasoning(piece));
    }

    private protected void BeginCall(string name) => parts.Add(new AnswerPart.CallBegins(Calls++, name));

    private protected void AddArguments(string piece)
    {
        if (piece.Length > 0)
            parts.Add(new AnswerPart.CallArguments(Calls - 1, piece));
    }

    AnswerPart[] Read(bool isLast)
    {
        while (ReadOnce(isLast))
        {
        }
        AnswerPart[] read = [.. parts];
        parts.Clear();
        return read;
    }

    // False when there is nothing to read for now.
    bool ReadOnce(bool isLast)
    {
        var piece = text.TakeUntil(Markers, isLast, out var marker);
        if (Take(piece) is { } again)
        {
            text.PutBack(again + marker);
            return true;
        }
        again = marker is not null ? Pass(marker) : isLast ? End() : null;
        if (again is not null)
            text.PutBack(again);
        return marker is not null || again is not null;
    }
}
