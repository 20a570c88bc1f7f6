using Sluice.Protocol.Failures;

namespace Sluice.Protocol.Client;

/// <summary>The models a server offers, or why it could not be asked.</summary>
public sealed record ModelListing
{
    public Failure? Failure { get; init; }

    public IReadOnlyList<ServedModel> Models { get; init; } = [];
}
