namespace Sluice.Twin.Serving.Live;

/// <summary>Why no more tokens come.</summary>
enum LiveEnd
{
    /// <summary>They still come.</summary>
    Open,

    /// <summary>All were made.</summary>
    Whole,

    /// <summary>The client went away.</summary>
    Cancelled,

    /// <summary>The server dropped it: it restarts or ends.</summary>
    Dropped,
}
