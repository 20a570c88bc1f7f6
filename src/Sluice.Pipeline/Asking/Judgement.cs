using System.Text.Json;
using Sluice.Protocol.Failures;
using Sluice.Schema.Grounding;

namespace Sluice.Pipeline.Asking;

/// <summary>What a reply is worth.</summary>
internal abstract record Judgement
{
    Judgement() { }

    /// <summary>How much of a verbatim answer stands in the text; null where nothing was looked for.</summary>
    public GroundingTally? Grounding { get; init; }

    /// <param name="Answer">Valid under the schema, every verbatim value in the source.</param>
    /// <param name="Spans">Where they stand.</param>
    public sealed record Accepted(JsonElement Answer, IReadOnlyList<GroundedSpan> Spans) : Judgement
    {
        /// <summary>Values that the text does not contain and that were taken out of their arrays.</summary>
        public IReadOnlyList<UngroundedValue> Dropped { get; init; } = [];
    }

    public sealed record Refused(Failure Failure) : Judgement;
}
