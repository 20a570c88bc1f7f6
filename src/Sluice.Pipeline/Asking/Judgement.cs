using System.Text.Json;
using Sluice.Protocol.Failures;
using Sluice.Schema.Grounding;

namespace Sluice.Pipeline.Asking;

/// <summary>What a reply is worth.</summary>
internal abstract record Judgement
{
    Judgement() { }

    /// <param name="Answer">Valid under the schema, every verbatim value in the source.</param>
    /// <param name="Spans">Where they stand.</param>
    public sealed record Accepted(JsonElement Answer, IReadOnlyList<GroundedSpan> Spans) : Judgement;

    public sealed record Refused(Failure Failure) : Judgement;
}
