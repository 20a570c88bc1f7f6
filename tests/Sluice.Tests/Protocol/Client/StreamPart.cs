namespace Sluice.Tests.Protocol.Client;

/// <summary>What one read of a canned body brings.</summary>
abstract record StreamPart
{
    public static implicit operator StreamPart(byte[] bytes) => new Bytes(bytes);

    public static implicit operator StreamPart(string text) => new Bytes(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>These bytes, in several reads when the reader's buffer is small.</summary>
    public sealed record Bytes(byte[] Value) : StreamPart;

    /// <summary>Something to do before the next part, such as moving the clock.</summary>
    public sealed record Do(Action Action) : StreamPart;

    /// <summary>Nothing, until the read is cancelled.</summary>
    public sealed record Hang : StreamPart
    {
        /// <summary>Runs once the read hangs.</summary>
        public Action? Meanwhile { get; init; }
    }

    public sealed record Fail(Exception Exception) : StreamPart;
}
