using System.Text.Json;
using Sluice.Schema;

namespace Sluice.Pipeline.Configuration;

/// <summary>What an answer must look like.</summary>
/// <param name="Document">As it was written, our own `x-` keywords included.</param>
/// <param name="Compiled">The same, loaded.</param>
public sealed record AnswerSchema(JsonElement Document, JsonSchema Compiled);
