using Sluice.Bench.Events;
using Sluice.Bench.Requests;

namespace Sluice.Bench.Servers;

/// <summary>What was learnt of a server before it was measured.</summary>
/// <param name="Log">As it stands in the event log.</param>
/// <param name="Fields">Body fields beyond OpenAI's that it takes.</param>
public sealed record ServerFacts(LogServer Log, IReadOnlySet<string> Fields, PromptFit Fit);
