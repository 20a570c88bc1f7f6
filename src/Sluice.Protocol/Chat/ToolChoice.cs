namespace Sluice.Protocol.Chat;

/// <summary>Whether the model may, must or must not ask for a function to be called.</summary>
public abstract record ToolChoice
{
    ToolChoice() { }

    /// <summary>It decides itself.</summary>
    public sealed record Auto : ToolChoice;

    /// <summary>It must not.</summary>
    public sealed record None : ToolChoice;

    /// <summary>It must ask for one of them.</summary>
    public sealed record Required : ToolChoice;

    /// <summary>It must ask for this one.</summary>
    public sealed record Function(string Name) : ToolChoice;
}
