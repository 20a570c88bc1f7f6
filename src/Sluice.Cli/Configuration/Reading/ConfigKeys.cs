namespace Sluice.Cli.Configuration.Reading;

/// <summary>Every key of <c>sluice.yaml</c>, by the mapping it stands in. The published JSON Schema lists the same ones.</summary>
internal static class ConfigKeys
{
    public static readonly string[] Root = ["version", "backends", "models", "aliases"];
    public static readonly string[] RemoteBackend = ["url", "key", "headers", "extra_body", "structured_output", "price", "requests_per_minute", "tokens_per_minute", "curve"];
    public static readonly string[] Price = ["input", "output"];
    public static readonly string[] EmbeddedBackend = ["engine", "parallel", "context", "threads", "curve"];
    public static readonly string[] Model = ["on"];
    public static readonly string[] Place = ["backend", "as"];

    /// <summary>
    /// Keys that the format has and this version does not understand yet: refused by name, since a setting that is
    /// silently without effect is worse than none.
    /// </summary>
    public static readonly string[] Later =
        ["listen", "variants", "keys", "route", "fallback", "timeouts", "params", "thinking", "twin", "hardware", "topology"];

    /// <summary>Body fields that Sluice writes itself, so that <c>extra_body</c> may not.</summary>
    public static readonly string[] OwnBodyFields = ["model", "messages", "prompt", "stream", "stream_options", "response_format"];
}
