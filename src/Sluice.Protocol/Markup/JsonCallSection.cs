using System.Text;

namespace Sluice.Protocol.Markup;

/// <summary>A section whose calls are told when their JSON is whole, whatever comes after.</summary>
/// <param name="shape">How the family writes them.</param>
/// <param name="isBare">No marker stands before, so that the first key has to look like a call's.</param>
internal sealed class JsonCallSection(CallShape shape, bool isBare) : CallSection
{
    const int MostBefore = 1024; // characters before the JSON: a name and an identifier
    static readonly string[] FirstKeys = ["name", "type", "function", "parameters", "arguments", "id"];

    readonly StringBuilder written = new();
    readonly JsonScan scan = new();
    int json = CallShape.NotYet;
    int scanned;
    bool keyIsRight = !isBare;

    public override string Written => written.ToString();

    public override bool HoldsMarkers => scan.InString;

    public override Verdict Append(string piece)
    {
        written.Append(piece);
        if (json == CallShape.NotYet)
        {
            json = shape.FindJson(Written);
            if (json == CallShape.NotYet)
                return written.Length > MostBefore ? Verdict.NoCall : Verdict.Open;
            scanned = json;
        }
        if (json == CallShape.Never)
            return Verdict.NoCall;
        scanned += scan.Scan(written.ToString(scanned, written.Length - scanned));
        if (scan.IsBroken || !FirstKeyFits())
            return Verdict.NoCall;
        return scan.IsWhole ? ReadWhole() : Verdict.Open;
    }

    public override Verdict Close() => Verdict.NoCall;

    Verdict ReadWhole()
    {
        if (shape.Read(written.ToString(0, json), written.ToString(json, scanned - json)) is not { Count: > 0 } calls)
            return Verdict.NoCall;
        Calls = calls;
        Rest = written.ToString(scanned, written.Length - scanned);
        return Verdict.Whole;
    }

    // Decided as soon as the key is written, so that JSON which is no call reaches the user while it is written.
    bool FirstKeyFits()
    {
        if (keyIsRight)
            return true;
        var text = Written.AsSpan(json, scanned - json);
        var open = text.IndexOf('"');
        var close = open < 0 ? -1 : text[(open + 1)..].IndexOf('"');
        if (close < 0)
            return !scan.IsWhole;
        return keyIsRight = Array.IndexOf(FirstKeys, text.Slice(open + 1, close).ToString()) >= 0;
    }
}
