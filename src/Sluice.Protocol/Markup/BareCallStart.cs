namespace Sluice.Protocol.Markup;

/// <summary>Finds where a call without a marker may begin: at a brace that is the first of its line.</summary>
internal sealed class BareCallStart
{
    bool inLine; // something other than white space stands in this line already

    /// <summary>The place of the first such brace in what comes next; -1 for none.</summary>
    public int Find(string piece)
    {
        var within = inLine;
        for (var i = 0; i < piece.Length; i++)
        {
            if (piece[i] == '{' && !within)
                return i;
            within = After(piece[i], within);
        }
        return -1;
    }

    /// <summary>What was written.</summary>
    public void See(string piece)
    {
        foreach (var character in piece)
            inLine = After(character, inLine);
    }

    static bool After(char character, bool within) => character != '\n' && (within || !char.IsWhiteSpace(character));
}
