namespace Sluice.Twin.Serving.Calls;

/// <summary>How a call ended, on the server's side.</summary>
public enum CallEnd
{
    /// <summary>Still being answered.</summary>
    Open,

    /// <summary>The last byte was handed to the socket.</summary>
    Sent,

    /// <summary>Answered with an error status.</summary>
    Refused,

    /// <summary>The server broke it off: a fault, a restart or its end.</summary>
    Cut,

    /// <summary>The client went away first.</summary>
    ClientGone,
}
