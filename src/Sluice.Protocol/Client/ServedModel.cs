namespace Sluice.Protocol.Client;

/// <summary>One entry of <c>/v1/models</c>.</summary>
public sealed record ServedModel(string Id)
{
    /// <summary>Longest prompt and answer together, in tokens (<c>max_model_len</c>); null when the server does not say.</summary>
    public int? MaxModelLength { get; init; }

    /// <summary>Who serves it, as the server says (<c>owned_by</c>): "vllm", "sluice"; null when it does not.</summary>
    public string? Owner { get; init; }

    /// <summary>True when the server grounds <c>x-verbatim</c> strings itself: <c>"x_sluice": {"verbatim": true}</c>.</summary>
    public bool SupportsVerbatim { get; init; }
}
