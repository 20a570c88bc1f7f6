using System.Text.Json;
using Sluice.Protocol.Failures;
using Sluice.Schema.Grounding;

namespace Sluice.Pipeline.Asking;

/// <summary>How asking about one record ended.</summary>
internal abstract record RecordOutcome
{
    RecordOutcome() { }

    /// <summary>The answer is durable.</summary>
    public sealed record Answered(JsonElement Answer, IReadOnlyList<GroundedSpan> Spans, int Attempts) : RecordOutcome;

    /// <summary>The record was given up, and that is durable.</summary>
    public sealed record Failed(Failure Failure, string Response, int Attempts) : RecordOutcome;

    /// <summary>The run is stopping; the record will be asked about again.</summary>
    public sealed record Unfinished : RecordOutcome;
}
