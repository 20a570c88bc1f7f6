using System.Text;

namespace Sluice.Protocol.Markup;

/// <summary>Reads answers whose sections stand between markers: reasoning, then calls and content in any order. A call is told when it is whole.</summary>
internal sealed class SectionReader : AnswerReader
{
    enum Section
    {
        Start,
        Content,
        Reasoning,
        Call,
    }

    readonly SectionMarkers markers;
    readonly IReadOnlyList<string> inContent, inReasoning, inCall;
    readonly StringBuilder call = new();
    Section section;
    string opened = ""; // how the call section was marked
    TrimmedText trimmed = new(keepsStart: true);

    /// <param name="startsInReasoning">The prompt has opened the reasoning already.</param>
    public SectionReader(SectionMarkers markers, bool startsInReasoning)
    {
        this.markers = markers;
        string[] open = markers.CallOpen is { } marker ? [marker] : [];
        string[] reasoning = markers.Reasoning is { } marks ? [marks.Open] : [];
        inContent = [.. reasoning, .. open, .. markers.Ignored];
        inReasoning = markers.Reasoning is { } around ? [around.Close] : [];
        inCall = markers.CallClose is { } close ? [close] : open;
        if (startsInReasoning && markers.Reasoning is not null)
            Enter(Section.Reasoning);
    }

    private protected override IReadOnlyList<string> Markers => section switch
    {
        Section.Reasoning => inReasoning,
        Section.Call => inCall,
        _ => inContent,
    };

    private protected override void Take(string piece)
    {
        if (section == Section.Start && !string.IsNullOrWhiteSpace(piece))
            Decide(piece);
        switch (section)
        {
            case Section.Call:
                call.Append(piece);
                break;
            case Section.Reasoning:
                AddReasoning(trimmed.Append(piece));
                break;
            default:
                AddContent(trimmed.Append(piece));
                break;
        }
    }

    private protected override void Pass(string marker)
    {
        if (section == Section.Call)
        {
            var isCall = CloseCall(marker == markers.CallClose ? marker : "");
            Enter(Section.Content, keepsStart: !isCall);
            if (marker == markers.CallOpen)
                Open(marker);
        }
        else if (section == Section.Reasoning)
        {
            Enter(Section.Content);
        }
        else if (marker == markers.CallOpen)
        {
            Open(marker);
        }
        else
        {
            Enter(marker == markers.Reasoning?.Open ? Section.Reasoning : Section.Content);
        }
    }

    private protected override void End()
    {
        if (section == Section.Call)
            CloseCall("");
        else if (section != Section.Reasoning)
            AddContent(trimmed.TakeHeld());
    }

    // The first piece that is more than white space decides whether the whole answer is a call.
    void Decide(string piece)
    {
        section = Section.Content;
        if (markers.BareCalls && piece.AsSpan().TrimStart() is ['{', ..])
            Open("");
    }

    void Open(string marker)
    {
        section = Section.Call;
        opened = marker;
    }

    void Enter(Section next, bool keepsStart = false)
    {
        section = next;
        trimmed = new TrimmedText(keepsStart);
    }

    // False for what is no call: it goes to the user as it stands, white space before it included.
    bool CloseCall(string closed)
    {
        var written = call.ToString();
        call.Clear();
        if (markers.ReadCalls(written) is not { } calls || calls.Any(one => markers.Functions?.Contains(one.Name) is false))
        {
            AddContent(trimmed.TakeHeld() + opened + written + closed);
            return false;
        }

        foreach (var one in calls)
        {
            BeginCall(one.Name);
            AddArguments(one.Arguments);
        }

        return true;
    }
}
