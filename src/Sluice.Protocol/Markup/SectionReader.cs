namespace Sluice.Protocol.Markup;

/// <summary>
/// Reads answers whose sections stand between markers: reasoning, then calls and content in any order. A call is told when it is whole.
/// What began like one and is none is read again as content, so that nothing is lost, and a call after it is still found.
/// </summary>
internal sealed class SectionReader : AnswerReader
{
    enum Section
    {
        Content,
        Reasoning,
        Call,
        AfterCall,
    }

    readonly SectionMarkers markers;
    readonly IReadOnlyList<string> inContent, afterReasoning, inReasoning, inCall, afterCall;
    readonly BareCallStart bare = new();
    CallSection call = null!; // set while one is read
    Section section;
    string opened = ""; // how the call section was marked
    string between = ""; // since the last call
    bool hasAnswered; // there was content, so that a mark of reasoning is one that the answer speaks of
    TrimmedText trimmed = new(keepsStart: true);

    /// <param name="startsInReasoning">The prompt has opened the reasoning already.</param>
    public SectionReader(SectionMarkers markers, bool startsInReasoning)
    {
        this.markers = markers;
        string[] open = markers.CallOpen is { } marker ? [marker] : [];
        string[] close = markers.CallClose is { } end ? [end] : [];
        string[] reasoning = markers.Reasoning is { } marks ? [marks.Open] : [];
        inContent = [.. reasoning, .. open, .. markers.Ignored];
        afterReasoning = [.. open, .. markers.Ignored];
        inReasoning = markers.Reasoning is { } around ? [around.Close, around.Open] : [];
        inCall = [.. close, .. open];
        afterCall = [.. close, .. inContent];
        if (startsInReasoning && markers.Reasoning is not null)
            Enter(Section.Reasoning);
    }

    private protected override IReadOnlyList<string> Markers => section switch
    {
        Section.Reasoning => inReasoning,
        Section.Call => inCall,
        Section.AfterCall => afterCall,
        _ => hasAnswered ? afterReasoning : inContent,
    };

    private protected override string? Take(string piece) => section switch
    {
        Section.Call => TakeCall(piece),
        Section.AfterCall => TakeAfterCall(piece),
        Section.Reasoning => TakeReasoning(piece),
        _ => TakeContent(piece),
    };

    private protected override string? Pass(string marker)
    {
        if (section == Section.Call)
            return call.HoldsMarkers ? TakeCall(marker) : CloseCall(marker);
        if (section == Section.Reasoning)
        {
            if (marker == markers.Reasoning?.Close)
                Enter(Section.Content);
            else if (trimmed.HasText)
                TakeReasoning(marker); // one that the model opens again says nothing, a later one is spoken of
            return null;
        }
        if (marker == markers.CallOpen)
            Open(marker);
        else if (marker == markers.Reasoning?.Open && hasAnswered)
            Say(marker);
        else
            Enter(marker == markers.Reasoning?.Open ? Section.Reasoning : Section.Content);
        return null;
    }

    private protected override string? End()
    {
        if (section == Section.Call)
            return CloseCall("");
        if (section == Section.Content)
            AddContent(trimmed.TakeHeld());
        return null;
    }

    string? TakeReasoning(string piece)
    {
        AddReasoning(trimmed.Append(piece));
        return null;
    }

    string? TakeContent(string piece)
    {
        var brace = markers.BareCalls ? bare.Find(piece) : -1;
        Say(brace < 0 ? piece : piece[..brace]);
        if (brace < 0)
            return null;
        Open("");
        return piece[brace..];
    }

    string? TakeCall(string piece) => Judge(call.Append(piece));

    // The marker is read again: after a call it ends the section, after none it is text or opens another.
    string CloseCall(string marker) => Judge(call.Close()) + marker;

    string? Judge(CallSection.Verdict verdict)
    {
        if (verdict == CallSection.Verdict.Open)
            return null;
        if (verdict == CallSection.Verdict.NoCall || call.Calls.Any(one => markers.Functions?.Contains(one.Name) is false))
            return GiveUp();
        foreach (var one in call.Calls)
        {
            BeginCall(one.Name);
            AddArguments(one.Arguments);
        }
        section = Section.AfterCall;
        between = "";
        return call.Rest;
    }

    // It goes to the user as it stands, white space before it included.
    string GiveUp()
    {
        section = Section.Content;
        Say(opened);
        if (opened.Length > 0)
            return call.Written;
        // A brace that began none must not begin one again.
        Say(call.Written[..1]);
        return call.Written[1..];
    }

    string? TakeAfterCall(string piece)
    {
        for (var i = 0; i < piece.Length; i++)
        {
            if (char.IsWhiteSpace(piece[i]) || markers.Calls.Between.Contains(piece[i], StringComparison.Ordinal))
            {
                between += piece[i];
                continue;
            }
            var held = between.TrimStart();
            Enter(Section.Content);
            if (markers.Calls.Repeats && piece[i] is '{' or '[')
            {
                Open(held, isBare: true);
                return piece[i..];
            }
            return held + piece[i..];
        }
        return null;
    }

    void Open(string marker, bool isBare = false)
    {
        section = Section.Call;
        opened = marker;
        call = new JsonCallSection(markers.Calls, isBare || marker.Length == 0);
    }

    void Enter(Section next)
    {
        section = next;
        trimmed = new TrimmedText(keepsStart: false);
    }

    void Say(string piece)
    {
        var said = trimmed.Append(piece);
        hasAnswered |= trimmed.HasText;
        bare.See(piece);
        AddContent(said);
    }
}
