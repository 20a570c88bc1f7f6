using Sluice.Pipeline.Sources;

namespace Sluice.Pipeline.Asking;

/// <summary>What a step asks about one record, with every text filled in.</summary>
/// <param name="System">The system message; null sends none.</param>
/// <param name="Source">The text that verbatim values must be spans of.</param>
internal sealed record Question(SourceRecord Record, string? System, string Prompt, string Source);
