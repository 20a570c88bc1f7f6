using System.Text.Json;
using Sluice.Schema.Grounding;

namespace Sluice.Cli.Answers;

/// <summary>An accepted answer with the text that its verbatim values were taken from.</summary>
internal sealed record GroundedAnswer(string Id, JsonElement Answer, string Source, IReadOnlyList<GroundedSpan> Spans);
