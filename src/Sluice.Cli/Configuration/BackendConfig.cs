using System.Text.Json;
using Sluice.Pipeline.Asking.Forms;
using Sluice.Pipeline.Backends;
using Sluice.Protocol.Client;

namespace Sluice.Cli.Configuration;

/// <summary>One server that answers: reached by a URL, or the embedded engine.</summary>
internal abstract record BackendConfig(string Name)
{
    /// <summary>Full path of the curve file that runs begin from; null for what earlier runs learned. Need not be there yet.</summary>
    public string? Curve { get; init; }

    /// <param name="Url">The base URL, ending in <c>/v1</c> for most servers.</param>
    public sealed record Remote(string Name, Uri Url) : BackendConfig(Name)
    {
        public Secret? Key { get; init; }
        public IReadOnlyDictionary<string, string>? Headers { get; init; }
        public IReadOnlyDictionary<string, JsonElement>? ExtraBody { get; init; }

        /// <summary>Null when it is not known.</summary>
        public BackendPrice? Price { get; init; }

        /// <summary>How it is asked to hold answers to a schema; null lets a probe decide.</summary>
        public AnswerForm? Form { get; init; }

        /// <summary>Null for no limit, as the next.</summary>
        public int? RequestsPerMinute { get; init; }
        public int? TokensPerMinute { get; init; }
    }

    /// <param name="ModelPath">Full path of the GGUF file.</param>
    public sealed record Embedded(string Name, string ModelPath) : BackendConfig(Name)
    {
        /// <summary>Streams decoded together; null leaves it to the engine.</summary>
        public int? Parallel { get; init; }

        /// <summary>Tokens of the context shared by all streams; null leaves it to the engine.</summary>
        public int? ContextTokens { get; init; }

        public int? Threads { get; init; }
    }
}
