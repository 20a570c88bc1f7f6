using System.Text;

namespace Sluice.Protocol.Markup;

/// <summary>
/// Reads harmony, gpt-oss's form of answers: messages with a header that names a channel and, for calls, a recipient
/// (https://cookbook.openai.com/articles/openai-harmony, read 2026-11). The channel analysis is reasoning; final and what commentary says to nobody is content.
/// </summary>
/// <param name="functions">What may be called; null when that is not known. A message to anybody else is content.</param>
internal sealed class HarmonyReader(IReadOnlyCollection<string>? functions) : AnswerReader
{
    internal const string Channel = "<|channel|>", Message = "<|message|>";

    enum Body
    {
        None,
        Content,
        Reasoning,
        Call,
    }

    internal static readonly string[] AllMarkers = ["<|start|>", Channel, "<|constrain|>", Message, "<|end|>", "<|call|>", "<|return|>"];

    readonly StringBuilder header = new(); // of the message being read, while its body has not begun
    string channel = "";
    bool inChannel;
    bool hadMarker;
    Body body;

    private protected override IReadOnlyList<string> Markers => AllMarkers;

    private protected override void Take(string piece)
    {
        switch (body)
        {
            case Body.Content:
                AddContent(piece);
                break;
            case Body.Reasoning:
                AddReasoning(piece);
                break;
            case Body.Call:
                AddArguments(piece);
                break;
            default:
                header.Append(piece);
                if (inChannel)
                    channel += piece;
                break;
        }
    }

    private protected override void Pass(string marker)
    {
        inChannel = false;
        hadMarker = true;
        switch (marker)
        {
            case Message when body == Body.None:
                Open();
                break;
            case Channel when body == Body.None:
                inChannel = true;
                channel = "";
                header.Append(' ');
                break;
            case "<|constrain|>" when body == Body.None:
                header.Append(' ');
                break;
            default:
                Close();
                break;
        }
    }

    private protected override void End()
    {
        if (!hadMarker)
            AddContent(header.ToString()); // not harmony at all: then it is for the user
    }

    void Open()
    {
        var words = header.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var recipient = words.FirstOrDefault(word => word.StartsWith("to=", StringComparison.Ordinal))?[3..];
        var name = channel.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        const string prefix = "functions.";
        var called = recipient?.StartsWith(prefix, StringComparison.Ordinal) is true ? recipient[prefix.Length..] : recipient;
        if (called is { Length: > 0 } && functions?.Contains(called) is not false)
        {
            BeginCall(called);
            body = Body.Call;
            return;
        }
        body = name == "analysis" ? Body.Reasoning : Body.Content;
    }

    void Close()
    {
        body = Body.None;
        header.Clear();
        channel = "";
    }
}
