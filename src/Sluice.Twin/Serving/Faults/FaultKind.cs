namespace Sluice.Twin.Serving.Faults;

/// <summary>What goes wrong with a call.</summary>
public enum FaultKind
{
    /// <summary>An error status in place of an answer.</summary>
    Status,

    /// <summary>The connection is broken off before a status.</summary>
    Refuse,

    /// <summary>The first token is held back.</summary>
    SlowFirstToken,

    /// <summary>The stream pauses at a token.</summary>
    Stall,

    /// <summary>The connection is broken off at a token.</summary>
    Cut,

    /// <summary>An event that is no JSON stands before a token.</summary>
    Malformed,

    /// <summary>The stream ends without <c>[DONE]</c>.</summary>
    NoDone,

    /// <summary>The stream ends in mid-answer as if it were whole: no finish_reason, no usage, no <c>[DONE]</c>.</summary>
    NoFinish,

    /// <summary>Usage says twice the tokens that were written.</summary>
    WrongUsage,

    /// <summary>The tokens are never told, whole or as a stream.</summary>
    NoUsage,

    /// <summary>The answer ends at a token with finish_reason length.</summary>
    Truncate,

    /// <summary>From a token on only white space comes, up to the limit.</summary>
    Whitespace,

    /// <summary>One step of the whole server takes longer.</summary>
    Spike,

    /// <summary>The server drops every call and its cache, and refuses calls for a while.</summary>
    Restart,
}
