using System.Globalization;

namespace Sluice.Twin.Serving.Faults;

/// <summary>One thing that goes wrong with one call.</summary>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>Of <see cref="FaultKind.Status"/>.</summary>
    public int Status { get; init; } = 500;

    /// <summary>What the error says, of <see cref="FaultKind.Status"/>; null says that the script wants it.</summary>
    public string? Message { get; init; }

    /// <summary>The error's word for programs, such as context_length_exceeded, of <see cref="FaultKind.Status"/>.</summary>
    public string? Code { get; init; }

    /// <summary>Sent as <c>Retry-After</c> in seconds; null leaves it out.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The token it strikes at: so many come before it.</summary>
    public int At { get; init; } = 1;

    /// <summary>How long it holds things up, on the model's clock (<c>--speed</c> shortens it).</summary>
    public double Seconds { get; init; } = 1;

    /// <summary>As it is written in a script.</summary>
    public string Name => FaultNames.Of(this);

    public override string ToString() => Kind switch
    {
        FaultKind.Status when RetryAfter is { } wait => string.Create(CultureInfo.InvariantCulture, $"{Name} retry_after={wait}"),
        FaultKind.Stall => string.Create(CultureInfo.InvariantCulture, $"{Name} at={At} seconds={Seconds}"),
        FaultKind.Cut or FaultKind.Malformed or FaultKind.Truncate or FaultKind.Whitespace => string.Create(CultureInfo.InvariantCulture, $"{Name} at={At}"),
        FaultKind.SlowFirstToken or FaultKind.Spike or FaultKind.Restart => string.Create(CultureInfo.InvariantCulture, $"{Name} seconds={Seconds}"),
        _ => Name,
    };
}
