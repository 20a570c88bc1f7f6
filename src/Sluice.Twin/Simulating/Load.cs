namespace Sluice.Twin.Simulating;

/// <summary>The requests of a simulation.</summary>
public sealed record Load
{
    public required Arrivals Arrivals { get; init; }

    public required LengthRange Prompt { get; init; }

    public required LengthRange Output { get; init; }

    /// <summary>Tokens that every prompt begins with; 0 for none. Never longer than the shortest prompt.</summary>
    public int SharedPrefix { get; init; }

    public int Seed { get; init; } = 1;
}
