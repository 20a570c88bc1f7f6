namespace Sluice.Tests.Protocol.Conformance;

/// <summary>A running model server that is held to the suite.</summary>
/// <param name="BaseUrl">Ends with /v1.</param>
/// <param name="Model">The name that clients ask for.</param>
/// <param name="Key">What clients must send; null when anybody may ask.</param>
/// <param name="Can">What it declares to serve; the rest it must refuse by the parameter's name.</param>
/// <param name="Owner">Stops it.</param>
public sealed record ConformingServer(Uri BaseUrl, string Model, string? Key, ServerCapabilities Can, IAsyncDisposable Owner);
