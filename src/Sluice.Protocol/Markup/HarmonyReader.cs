using System.Text;

namespace Sluice.Protocol.Markup;

/// <summary>
/// Reads harmony, gpt-oss's form of answers: messages with a header that names a channel and, for calls, a recipient
/// (https://cookbook.openai.com/articles/openai-harmony, read 2026-11). The channel analysis is reasoning; final and what commentary says to nobody is content.
/// A marker where the form has none is one that the answer speaks of, and part of its text.
/// </summary>
/// <param name="functions">What may be called; null when that is not known. A message to anybody else is content.</param>
internal sealed class HarmonyReader(IReadOnlyCollection<string>? functions) : AnswerReader
{
    internal const string Channel = "<|channel|>", Message = "<|message|>";
    const string Start = "<|start|>", Constrain = "<|constrain|>";

    enum Place
    {
        Header,
        Content,
        Reasoning,
        Call,
        AfterMessage,
    }

    internal static readonly string[] AllMarkers = [Start, Channel, Constrain, Message, "<|end|>", "<|call|>", "<|return|>"];

    readonly HarmonyHeader header = new();
    readonly StringBuilder held = new(); // since the last message's text, markers included: more of that text, should no other message begin
    JsonScan arguments = new();
    Place place; // the prompt has begun the first header
    Place text = Place.Content; // of the last message that was no call
    bool hadMarker, hasArguments;

    private protected override IReadOnlyList<string> Markers => AllMarkers;

    private protected override string? Take(string piece)
    {
        if (piece.Length == 0)
            return null;
        switch (place)
        {
            case Place.Header:
                header.Append(piece);
                held.Append(piece);
                if (!header.IsPossible)
                    GoOn();
                break;
            case Place.AfterMessage:
                held.Append(piece);
                if (!string.IsNullOrWhiteSpace(piece))
                    GoOn();
                break;
            default:
                Say(piece);
                break;
        }
        return null;
    }

    private protected override string? Pass(string marker)
    {
        hadMarker = true;
        if (place is Place.Header)
            PassInHeader(marker);
        else if (place is Place.AfterMessage)
            PassAfterMessage(marker);
        else if (marker is Channel or Constrain or Message || (place is Place.Call && arguments.InString))
            Say(marker);
        else
            Close(marker);
        return null;
    }

    private protected override string? End()
    {
        if (!hadMarker && place is Place.Header)
            GoOn(); // not harmony at all: then it is for the user
        return null;
    }

    void PassInHeader(string marker)
    {
        held.Append(marker);
        if (marker is Message)
            Open();
        else if (marker is Channel or Constrain)
            header.Append(" ");
        else
            GoOn();
    }

    void PassAfterMessage(string marker)
    {
        held.Append(marker);
        if (marker is Start or Channel)
            BeginHeader();
        else
            GoOn();
    }

    void Open()
    {
        held.Clear();
        if (header.Called is { } called && functions?.Contains(called) is not false)
        {
            BeginCall(called);
            (place, arguments, hasArguments) = (Place.Call, new JsonScan(), false);
            return;
        }
        place = text = header.IsReasoning ? Place.Reasoning : Place.Content;
    }

    void Close(string marker)
    {
        if (place is Place.Call)
        {
            if (!hasArguments)
                AddArguments("{}");
            text = Place.Content;
        }
        held.Append(marker);
        if (marker is Start)
            BeginHeader();
        else
            place = Place.AfterMessage;
    }

    void BeginHeader()
    {
        place = Place.Header;
        header.Clear();
    }

    // What looked like the end of a message was none.
    void GoOn()
    {
        place = text;
        var more = held.ToString();
        held.Clear();
        Say(more);
    }

    void Say(string piece)
    {
        if (place is Place.Reasoning)
        {
            AddReasoning(piece);
        }
        else if (place is Place.Call)
        {
            arguments.Scan(piece);
            hasArguments |= !string.IsNullOrWhiteSpace(piece);
            AddArguments(piece);
        }
        else
        {
            AddContent(piece);
        }
    }
}
