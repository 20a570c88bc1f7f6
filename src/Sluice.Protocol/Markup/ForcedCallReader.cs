using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sluice.Protocol.Markup;

/// <summary>
/// Reads an answer that the server has forced to be one call: <c>{"name": …, "arguments": {…}}</c> in this order, without markers. The
/// arguments are told while they are written; what ends before them is content.
/// </summary>
internal sealed partial class ForcedCallReader : AnswerReader
{
    string head = ""; // up to the arguments
    bool isCall;
    int depth; // of braces and brackets within the arguments
    bool isOver, inString, isEscaped;

    private protected override IReadOnlyList<string> Markers => [];

    private protected override string? Take(string piece)
    {
        if (isCall)
        {
            TakeArguments(piece);
            return null;
        }
        head += piece;
        if (Head().Match(head) is { Success: true } match)
        {
            isCall = true;
            BeginCall(JsonElement.Parse(match.Groups["name"].Value).GetString()!);
            TakeArguments(head[match.Length..]);
        }
        return null;
    }

    private protected override string? Pass(string marker) => null; // there are none

    private protected override string? End()
    {
        if (!isCall)
            AddContent(head);
        head = "";
        return null;
    }

    // To the brace that closes them; what follows only closes the call.
    void TakeArguments(string piece)
    {
        var end = 0;
        while (end < piece.Length && !isOver)
            isOver = Ends(piece[end++]);
        AddArguments(piece[..end]);
    }

    bool Ends(char next)
    {
        if (inString)
        {
            inString = isEscaped || next != '"';
            isEscaped = !isEscaped && next == '\\';
            return false;
        }
        inString = next == '"';
        depth += next is '{' or '[' ? 1 : next is '}' or ']' ? -1 : 0;
        return depth == 0;
    }

    [GeneratedRegex("""^\s*\{\s*"name"\s*:\s*(?<name>"(?:[^"\\]|\\.)*")\s*,\s*"arguments"\s*:\s*(?=\{)""")]
    private static partial Regex Head();
}
