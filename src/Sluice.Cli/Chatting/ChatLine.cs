using Sluice.Cli.Backends;

namespace Sluice.Cli.Chatting;

/// <summary>What <c>sluice chat</c> was asked, as typed.</summary>
internal sealed record ChatLine
{
    /// <summary>A name of sluice.yaml, a GGUF file or a model of this machine; null for the configuration's default.</summary>
    public string? Model { get; init; }
    public required ServerRequest Server { get; init; }
    public string? Config { get; init; }
    public string? System { get; init; }
    public string? Load { get; init; }

    /// <summary>name=value, as <c>/set</c> takes it.</summary>
    public required IReadOnlyList<string> Settings { get; init; }
    public bool Plain { get; init; }
    public bool Json { get; init; }
}
