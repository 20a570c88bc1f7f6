namespace Sluice.Protocol.Markup;

/// <summary>A section's text without the white space around it, as it arrives.</summary>
/// <param name="keepsStart">Whether white space at the beginning belongs to the text.</param>
internal sealed class TrimmedText(bool keepsStart)
{
    string held = "";
    bool begun = keepsStart;

    /// <summary>Something other than white space was written.</summary>
    public bool HasText { get; private set; }

    /// <summary>What is certain now; white space waits for what follows it.</summary>
    public string Append(string piece)
    {
        var text = held + piece;
        if (!begun)
            text = text.TrimStart();
        var end = text.TrimEnd().Length;
        held = text[end..];
        begun |= end > 0;
        HasText |= end > 0;
        return text[..end];
    }

    /// <summary>White space at the end, where it belongs to the text.</summary>
    public string TakeHeld()
    {
        var text = begun ? held : "";
        held = "";
        return text;
    }
}
