using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sluice.Bench.Events.Files;

/// <summary>One line of a log: the head of a session, a server, or something of a level.</summary>
sealed record LogLine
{
    /// <summary>The format's version; stands on the head line of each session.</summary>
    public int? SluiceEvents { get; init; }

    public DateTimeOffset? Started { get; init; }

    public string? Tool { get; init; }

    public string? Command { get; init; }

    public IReadOnlyDictionary<string, string>? Inputs { get; init; }

    public string? Client { get; init; }

    public LogServer? Server { get; init; }

    /// <summary>The level that the rest of the line is about.</summary>
    public int? Level { get; init; }

    public LevelPlan? Plan { get; init; }

    public RequestEvents? Request { get; init; }

    public LevelEnd? End { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    Converters = [typeof(SecondsConverter), typeof(ChunksConverter), typeof(FailureConverter), typeof(WordConverter<LoadKind>), typeof(WordConverter<CountSource>), typeof(WordConverter<EndReason>)])]
[JsonSerializable(typeof(LogLine))]
sealed partial class LogJson : JsonSerializerContext;
