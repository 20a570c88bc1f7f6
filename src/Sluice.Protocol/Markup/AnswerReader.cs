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
    private protected abstract void Take(string piece);

    /// <summary>A marker after it.</summary>
    private protected abstract void Pass(string marker);

    /// <summary>The answer is over.</summary>
    private protected abstract void End();

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
        string? marker;
        do
        {
            Take(text.TakeUntil(Markers, isLast, out marker));
            if (marker is not null)
                Pass(marker);
        }
        while (marker is not null);
        if (isLast)
            End();
        AnswerPart[] read = [.. parts];
        parts.Clear();
        return read;
    }
}
