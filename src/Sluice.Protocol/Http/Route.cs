namespace Sluice.Protocol.Http;

/// <summary>One address that is asked again and again, and what is made of it once.</summary>
sealed class Route(Uri url)
{
    /// <summary>How long the last bytes of a body may be behind an answer of which nothing is missing. They matter only for using the connection again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(5);

    const int LateEndsToGiveUp = 3;

    int lateEnds; // in a row

    public Uri Url => url;

    /// <summary>As failures name it.</summary>
    public string Place { get; } = Client.Place.Of(url);

    /// <summary>
    /// How long the end of a body is waited for that brings nothing more: a quarter of a second, and hardly at all from a server that let it
    /// pass three times in a row, as some do that keep the socket open behind their last word.
    /// </summary>
    public TimeSpan EndOfBody => Volatile.Read(ref lateEnds) < LateEndsToGiveUp ? Patience : Impatience;

    /// <summary>The head of a request to it, where a transport writes that itself.</summary>
    public byte[]? Head { get; set; }

    /// <summary>A body's end came, or did not come in time.</summary>
    public void Ended(bool inTime)
    {
        if (!inTime)
            Interlocked.Increment(ref lateEnds);
        else if (Volatile.Read(ref lateEnds) > 0)
            Volatile.Write(ref lateEnds, 0);
    }
}
