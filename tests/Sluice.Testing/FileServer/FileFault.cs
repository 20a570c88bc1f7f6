namespace Sluice.Testing.FileServer;

/// <summary>How a <see cref="ScriptedFileServer"/> ends one answer early.</summary>
public sealed record FileFault
{
    /// <summary>A status in place of the file.</summary>
    public int? Status { get; init; }

    /// <summary>The byte of the file before which the connection is cut.</summary>
    public int? BreakAt { get; init; }

    /// <summary>What a break waits for: bytes that the client has not read yet are lost with the connection.</summary>
    public Task Until { get; init; } = Task.CompletedTask;

    /// <summary>The byte of the file before which nothing more comes, until the client goes away.</summary>
    public int? HoldAt { get; init; }
}
