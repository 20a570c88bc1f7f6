namespace Sluice.Protocol.Markup;

/// <summary>Follows the text of one JSON object or array as it is written, to know where it ends. It looks at brackets and strings alone: whether the value is right is told by reading it.</summary>
internal sealed class JsonScan
{
    int depth;
    bool escaped;

    /// <summary>The text is within a string, where brackets and markers are letters like any other.</summary>
    public bool InString { get; private set; }

    /// <summary>The last bracket was closed.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>A string has a control character that is not escaped, so this cannot become JSON any more.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Characters taken: all, or those up to the end of the value.</summary>
    public int Scan(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (InString)
                ScanInString(text[i]);
            else
                ScanOutside(text[i]);
            if (IsWhole || IsBroken)
                return i + 1;
        }
        return text.Length;
    }

    void ScanInString(char character)
    {
        IsBroken = character < ' ';
        if (escaped)
            escaped = false;
        else if (character == '\\')
            escaped = true;
        else
            InString = character != '"';
    }

    void ScanOutside(char character)
    {
        InString = character == '"';
        if (character is '{' or '[')
            depth++;
        else if (character is '}' or ']')
            IsWhole = --depth == 0;
    }
}
