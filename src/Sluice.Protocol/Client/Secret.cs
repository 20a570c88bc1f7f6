namespace Sluice.Protocol.Client;

/// <summary>A key that cannot be printed by accident: it has no text form but <c>***</c>.</summary>
public sealed class Secret(string value)
{
    /// <summary>The key itself, for the writer of the header that needs it and nobody else.</summary>
    public string Reveal() => value;

    public override string ToString() => "***";
}
