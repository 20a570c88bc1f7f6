namespace Sluice.Testing.ModelServer;

/// <summary>How a call ended, on the server's side.</summary>
public enum CallEnd
{
    /// <summary>Still being answered.</summary>
    Open,

    /// <summary>The last byte was handed to the socket.</summary>
    Sent,

    /// <summary>The server broke it off, as the script said.</summary>
    Cut,

    /// <summary>The client went away first.</summary>
    ClientGone,
}
