using System.Text.Json;
using Sluice.Pipeline.Sources;
using Sluice.Schema.Grounding;

namespace Sluice.Pipeline.Running;

/// <summary>A record and its accepted answer.</summary>
/// <param name="Source">The text that <paramref name="Spans"/> point into.</param>
/// <param name="Attempts">Calls it took in this invocation.</param>
public sealed record AnsweredRecord(SourceRecord Record, string Source, JsonElement Answer, IReadOnlyList<GroundedSpan> Spans, int Attempts)
{
    /// <summary>The step that answered.</summary>
    public string Step { get; init; } = "";
}
